import { pow } from '@thinned/math/float64'
import { type Schedule, withSettings } from '@thinned/nn'
import { checkAboveZero } from '../updates/rules.ts'

/**
 * `final` + (`initial` − `final`) · (1 − step / (steps − 1))^power: a straight line by default.
 *
 * @throws {TrainError} unless the power is above 0.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.polynomial({ initial: 1 })
 * console.log([0, 1, 2].map((step) => resolveSchedule(rate, { step, steps: 3, epoch: 0 }))) // [ 1, 0.5, 0 ]
 * ```
 */
export function polynomial({
  initial,
  final = 0,
  power = 1,
}: {
  readonly initial: number
  /** Default 0. */
  readonly final?: number
  /** Default 1. */
  readonly power?: number
}): Schedule {
  checkAboveZero('polynomial', 'power', power)
  return withSettings(
    { name: 'polynomial', initial, final, power },
    ({ step, steps }) => final + (initial - final) * pow(1 - step / Math.max(steps - 1, 1), power),
  )
}
