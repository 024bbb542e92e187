import { type EpochRecord, fit } from '@thinned/train'
import { type Backend, metrics } from 'thinned'
import { runOptions } from './compute.ts'
import { testExamples, trainingExamples } from './examples.ts'
import type { Settings } from './fields.ts'
import { network } from './network.ts'

/** How a network came out of its run. */
export interface Outcome {
  /** On test examples, at the end. */
  readonly loss: number
  readonly error: number
  /** Test error − training error at the end. */
  readonly gap: number
  /** The smallest test loss of all epochs: where early stopping would have ended it at best. */
  readonly bestLoss: number
}

export interface Pair {
  readonly seed: number
  readonly plain: Outcome
  readonly thinned: Outcome
}

/** The two networks of a seed, each trained for so many epochs. */
export async function pairOf(
  settings: Settings,
  epochs: number,
  backend: Backend,
  signal?: AbortSignal,
): Promise<Pair> {
  const outcome = async (withDropout: boolean): Promise<Outcome> => {
    const { history } = await fit(network(settings, withDropout).model, {
      ...runOptions(settings, trainingExamples(settings), testExamples(settings)),
      epochs,
      backend,
      ...(signal ? { signal } : {}),
    })
    signal?.throwIfAborted()
    return outcomeOf(history)
  }
  return { seed: settings.seed, plain: await outcome(false), thinned: await outcome(true) }
}

function outcomeOf(history: readonly EpochRecord[]): Outcome {
  const { validationLoss, validationError, gap } = history.at(-1)!
  const losses = history.map((record) => record.validationLoss!)
  return { loss: validationLoss!, error: validationError!, gap: gap!, bestLoss: Math.min(...losses) }
}

/** The measures of a comparison, in the order in which they are shown. */
export const MEASURES = ['loss', 'error', 'gap', 'bestLoss'] as const
export type Measure = (typeof MEASURES)[number]

/** How much lower a measure is with dropout than without: the mean over the seeds, and its 95 % interval. */
export interface Difference {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Of at least two pairs. */
export function differences(pairs: readonly Pair[]): Readonly<Record<Measure, Difference>> {
  const of = (measure: Measure): Difference =>
    metrics.meanInterval(pairs.map(({ plain, thinned }) => plain[measure] - thinned[measure]))
  return { loss: of('loss'), error: of('error'), gap: of('gap'), bestLoss: of('bestLoss') }
}
