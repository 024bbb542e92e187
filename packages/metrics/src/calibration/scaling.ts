import type { Schema } from '@thinned/schema'
import { checkNone } from '../check-arguments.ts'
import { MetricsError } from '../metrics-error.ts'
import { type ClassScores, type Examples, type LabeledScores, readExamples, readScores } from './class-scores.ts'

/** What a scaling learned: plain JSON, to save with the model. */
export interface ScalingState {
  readonly kind: string
  readonly classes: number
}

/** Scaled probabilities [n, classes], row-major. With `labels` they are a batch for metrics. */
export interface ScaledScores {
  readonly probabilities: Float64Array
  /** Logits of the scaled probabilities, where the scaling has some. */
  readonly logits?: Float64Array
  readonly classes: number
}

/** A scaling fitted on one set of examples. */
export interface FittedScaling<State extends ScalingState = ScalingState> {
  readonly state: State
  /** Scales other predictions of the same model. */
  apply(scores: ClassScores): ScaledScores
}

/** A way to scale probabilities, so that they become as often right as they say. */
export interface Scaling<State extends ScalingState = ScalingState> {
  /** Learns from examples that the model was not trained on. Their order does not matter, to the last bit. */
  fit(batch: LabeledScores): FittedScaling<State>
}

/** How one kind of scaling learns and applies. Files of `scalings/` export theirs as `<name>Rule`. */
export interface ScalingRule<State extends ScalingState = ScalingState> {
  /** The function that makes it. */
  readonly caller: string
  readonly kind: State['kind']
  /** The form in which it takes scores [n, classes]: p, or ln p. */
  readonly takes: 'probabilities' | 'logarithms'
  /** The state, as it is read from a file. */
  readonly schema: Schema<State>
  fit(examples: Examples): State
  apply(scores: Float64Array, state: State): Omit<ScaledScores, 'classes'>
}

export function scalingOf<State extends ScalingState>(
  rule: ScalingRule<State>,
  given: readonly unknown[],
): Scaling<State> {
  const { caller, takes } = rule
  checkNone(caller, given, `gives a scaling. To fit it, write ${caller}().fit({ probabilities, classes, labels }).`)
  return { fit: (batch) => fittedScaling(rule, rule.fit(readExamples(caller, takes, batch))) }
}

export function fittedScaling<State extends ScalingState>(
  rule: ScalingRule<State>,
  state: State,
): FittedScaling<State> {
  const { classes } = state
  return {
    state,
    apply(scores) {
      const read = readScores(`${rule.caller}.apply`, rule.takes, scores)
      if (scores.classes !== classes)
        throw new MetricsError(
          `The scaling was fitted on ${classes} classes, but was given ${scores.classes}; apply it to predictions of the model that it was fitted on.`,
          { code: 'mismatch' },
        )
      return { ...rule.apply(read, state), classes }
    },
  }
}
