import type { MetricValues } from './run-metrics.ts'

/** What was measured at the end of an epoch. All but the running loss on the same weights. */
export interface EpochRecord {
  /** From 0. */
  readonly epoch: number
  /** The mean of the steps' losses, while the weights moved and masks were drawn; penalties are in none of the losses here. */
  readonly runningLoss: number
  /** The mean of what the layers' penalties added to the steps' losses; absent where none was reported. */
  readonly penalty?: number
  /** The loss of thinned networks on the training data: what dropout lets training see. One `sample` pass. */
  readonly thinnedLoss: number
  /** The loss of the full network on the same data. */
  readonly loss: number
  /** The error of the full network on the same data, a fraction; NaN in regression. */
  readonly error: number
  /** The accuracy of the full network on the same data, a fraction: 1 − error. */
  readonly accuracy: number
  /** What the run's metrics measured of the full network on the same data, by name; absent without any. */
  readonly metrics?: MetricValues
  readonly validationLoss?: number
  readonly validationError?: number
  readonly validationAccuracy?: number
  readonly validationMetrics?: MetricValues
  /** validationError − error, or validationLoss − loss in regression. */
  readonly gap?: number
  /** The keep that each dropout layer used last, by path. */
  readonly keep: Readonly<Record<string, number>>
  /** Wall-clock time of the epoch's steps: the only figures here that two equal runs do not share. */
  readonly seconds: number
  readonly examplesPerSecond: number
}
