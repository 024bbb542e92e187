/** Where a run stands: the step (from 0), how many there will be, the epoch (from 0). */
export interface Moment {
  readonly step: number
  readonly steps: number
  readonly epoch: number
  /**
   * What was measured on the validation data so far, oldest first, by name: 'validationLoss', 'validationError', and the metrics that are
   * numbers. The trainer gives it to optimizers, so that a schedule can follow it and still remember nothing; absent in a pass, and
   * where there is no validation data.
   */
  readonly validations?: readonly Readonly<Record<string, number>>[] | undefined
}

/** A number that may change while training. */
export type Schedule = number | ((at: Moment) => number)

/**
 * The value of a schedule at a moment.
 *
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 *
 * const at = { step: 50, steps: 100, epoch: 0 }
 * console.log(resolveSchedule(0.5, at), resolveSchedule(({ step, steps }) => 1 - step / steps, at)) // 0.5 0.5
 * ```
 */
export function resolveSchedule(schedule: Schedule, at: Moment): number {
  return typeof schedule === 'number' ? schedule : schedule(at)
}
