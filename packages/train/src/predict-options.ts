import type { Moment } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import type { StopSignal } from './stop-signal.ts'

export interface PredictOptions {
  /** Monte Carlo passes through thinned networks; 0 (the default) is one pass through the full network. */
  readonly samples?: number
  /** Needed with samples. Sample s draws from the key folded with s. */
  readonly key?: Key
  /**
   * Needed with samples of a model in which something follows a schedule, such as keep: where in its run it stands. At the end of one that is
   * { step: run.steps - 1, steps: run.steps, epoch: run.history.length - 1 }.
   */
  readonly moment?: Moment
  /** Whether the result holds every sample, besides what follows from all. Default false. */
  readonly everySample?: boolean
  /** Examples per forward pass; does not change the result. Default 500. */
  readonly batchSize?: number
  /** The model is moved there, and stays. Default: where the parameters are. */
  readonly backend?: Backend
  /** An AbortSignal: stops before the next forward pass, and throws its reason. */
  readonly signal?: StopSignal
  readonly onProgress?: (event: PassProgress) => void
}

/** After each forward pass: how many are done, and of how many (batches times samples). */
export interface PassProgress {
  readonly done: number
  readonly passes: number
}
