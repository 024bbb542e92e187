import type { Moment } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import type { StopSignal } from '../batches/event-loop.ts'
import type { PassProgress } from '../evaluate/score-batches.ts'

export interface PredictOptions {
  /** Monte Carlo passes through thinned networks. Default 0: one pass through the full network. */
  readonly samples?: number
  /**
   * In place of `samples`: each row sees as many as it needs until the standard error of its mean is at most this, above 0. For classes that is the
   * largest over the class probabilities, and must hold too if one more sample came out as far off as it could (0 or 1): a rare mask may not have
   * come up yet. For values it is the largest over the outputs, in the units of the targets. It is looked at from the 10th sample on. A row that
   * sees n samples has the numbers of `samples: n`, bit for bit, but for its interval.
   */
  readonly tolerance?: number
  /** The most samples of a row, from 10; needed with `tolerance`, and refused without. */
  readonly maxSamples?: number
  /** Needed with samples, and refused without. Sample s draws from the key folded with s. */
  readonly key?: Key
  /**
   * The moment of the run whose schedules the samples follow; needed with samples of a model in which something, such as keep, follows a
   * schedule, and refused without samples. The end of a run is { step: run.steps - 1, steps: run.steps, epoch: run.history.length - 1 }.
   */
  readonly moment?: Moment
  /** 'batch': in a sample all rows see the same masks, so that it is one thinned network. Refused without samples. Default: each row its own. */
  readonly share?: 'batch'
  /** Whether the result holds every sample; of a model that is no mixture refused without `samples`. Default false. */
  readonly everySample?: boolean
  /**
   * Examples per forward pass; does not change the result. Samples of small batches may run together, as more rows of one pass. Default 500.
   */
  readonly batchSize?: number
  /** The model is moved there, and stays. Default: the backend of its parameters. */
  readonly backend?: Backend
  /** An AbortSignal: stops before the next forward pass or sample, and throws its reason. */
  readonly signal?: StopSignal
  /** Called after each forward pass, and of passes over several samples for each. */
  readonly onProgress?: (progress: PassProgress) => void
}
