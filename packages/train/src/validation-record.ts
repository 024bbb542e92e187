import type { Measures } from './run-metrics.ts'

/** What was measured of the full network on the validation data. */
export interface ValidationRecord {
  /** Steps taken. */
  readonly step: number
  /** The epoch at hand, from 0. */
  readonly epoch: number
  readonly loss: number
  /** A fraction; NaN in regression. */
  readonly error: number
  /** What the run's metrics measured, by name; absent without any. */
  readonly metrics?: Measures
}

/** The numbers of a record by the names that early stopping, checkpoints and schedules know them by. */
export function valuesOf({ loss, error, metrics = {} }: ValidationRecord): Readonly<Record<string, number>> {
  const numbers = Object.entries(metrics).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  return { validationLoss: loss, validationError: error, ...Object.fromEntries(numbers) }
}
