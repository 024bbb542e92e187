import { TrainError } from '../train-error.ts'
import { type ValidationRecord, valuesOf } from './records.ts'

/** A number that the run measures on the validation data, and which of its values are better. */
export interface Monitor {
  /** Default 'validationLoss'; or 'validationError', 'validationAccuracy', or the name of a metric of the run that is a number. */
  readonly monitor?: string
  /** Which values are better. Default 'max' for 'validationAccuracy', else 'min'; a metric needs it. */
  readonly mode?: 'min' | 'max'
}

/** The mode of what is monitored, where the options name none. */
export function defaultMode(monitor: string | undefined): 'min' | 'max' {
  return monitor === 'validationAccuracy' ? 'max' : 'min'
}

/** The number that is monitored. */
export function monitoredValue(record: ValidationRecord, { monitor = 'validationLoss' }: Monitor): number {
  const value = valuesOf(record)[monitor]
  if (value !== undefined) return value
  throw new TrainError(
    `The metric ${monitor} gave ${JSON.stringify(record.metrics?.[monitor])}, which is monitored; only a number can be better than another.`,
  )
}

/** Whether a value is better than the best so far, if any; NaN never is. */
export function isBetter(
  value: number,
  best: number | undefined,
  { monitor, mode = defaultMode(monitor) }: Monitor,
): boolean {
  if (mode === 'max') return value > (best ?? -Infinity)
  return value < (best ?? Infinity)
}
