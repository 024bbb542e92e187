import { TrainError } from './train-error.ts'
import { type ValidationRecord, valuesOf } from './validation-record.ts'

/** The number that is watched on the validation data. */
export interface Watch {
  /** Default 'validationLoss'; or 'validationError', or the name of one of the run's metrics that is a number. */
  readonly measure?: string
  /** Which values are better. Default 'min'; of a metric it must be said. */
  readonly mode?: 'min' | 'max'
}

/** The number that is watched. */
export function watched(record: ValidationRecord, { measure = 'validationLoss' }: Watch): number {
  const value = valuesOf(record)[measure]
  if (value !== undefined) return value
  throw new TrainError(
    `The metric ${measure} gave ${JSON.stringify(record.metrics?.[measure])}, which is watched; only a number can be better than another.`,
  )
}

/** Whether a value is better than the best so far, if any; NaN never is. */
export function isBetter(value: number, best: number | undefined, { mode = 'min' }: Watch): boolean {
  if (mode === 'max') return value > (best ?? -Infinity)
  return value < (best ?? Infinity)
}
