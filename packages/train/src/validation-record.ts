import type { MetricValues } from './run-metrics.ts'

/** What was measured of the full network on the validation data. */
export interface ValidationRecord {
  /** Steps taken. */
  readonly step: number
  /** The epoch at hand, from 0. */
  readonly epoch: number
  readonly loss: number
  /** A fraction; NaN in regression. */
  readonly error: number
  /** A fraction, 1 − error; NaN in regression. */
  readonly accuracy: number
  /** What the run's metrics measured, by name; absent without any. */
  readonly metrics?: MetricValues
}

/** The numbers of a record by the names that early stopping, checkpoints and schedules know them by. */
export function valuesOf({ loss, error, accuracy, metrics = {} }: ValidationRecord): Readonly<Record<string, number>> {
  const numbers = Object.entries(metrics).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  return {
    validationLoss: loss,
    validationError: error,
    validationAccuracy: accuracy,
    ...Object.fromEntries(numbers),
  }
}
