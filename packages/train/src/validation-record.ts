/** What was measured of the full network on the validation data. */
export interface ValidationRecord {
  /** Steps taken. */
  readonly step: number
  /** The epoch at hand, from 0. */
  readonly epoch: number
  readonly loss: number
  /** A fraction; NaN in regression. */
  readonly error: number
}

/** The numbers of a record by the names that early stopping, checkpoints and schedules know them by. */
export function valuesOf({ loss, error }: ValidationRecord): Readonly<Record<string, number>> {
  return { validationLoss: loss, validationError: error }
}
