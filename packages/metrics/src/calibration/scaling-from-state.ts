import { readState, type Schema } from '@thinned/schema'
import { MetricsError } from '../metrics-error.ts'
import { ofKind } from '../states/of-kind.ts'
import { type FittedScaling, fittedScaling, type ScalingRule, type ScalingState } from './scaling.ts'
import * as scalings from './scalings/index.ts'

/** The rules of the folder by their kind. */
const rules: Readonly<Record<string, ScalingRule>> = Object.fromEntries(
  Object.values(scalings)
    .filter((member) => typeof member === 'object')
    .map((rule) => [rule.kind, rule as unknown as ScalingRule]),
)

const schema: Schema<ScalingState> = ofKind(
  Object.fromEntries(Object.entries(rules).map(([kind, rule]) => [kind, rule.schema])),
)

/**
 * Restores a fitted scaling from its saved state, of JSON or typed.
 *
 * @throws {MetricsError} if the value is no such state, naming the first part that does not fit.
 *
 * @example
 * ```ts
 * import { scalingFromState } from '@thinned/metrics'
 *
 * const saved = JSON.parse('{ "kind": "temperature", "classes": 2, "temperature": 2 }')
 * const { probabilities } = scalingFromState(saved).apply({ logits: [0, 2], classes: 2 })
 * console.log(probabilities[1]!.toFixed(3)) // 0.731
 * ```
 */
export function scalingFromState<State extends ScalingState>(state: State): FittedScaling<State>
export function scalingFromState<State extends ScalingState>(json: unknown): FittedScaling<State>
export function scalingFromState<State extends ScalingState>(state: unknown): FittedScaling<State> {
  const checked = readState(schema, state, 'state', MetricsError)
  return fittedScaling(rules[checked.kind]!, checked) as FittedScaling<State>
}
