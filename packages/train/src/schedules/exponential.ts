import { pow } from '@thinned/math/float64'
import { type Schedule, withSettings } from '@thinned/nn'
import type { Fields } from '@thinned/schema'
import { aboveZero, scheduleOptions } from '../options.ts'

export interface ExponentialOptions {
  readonly initial: number
  readonly final: number
}

const read = scheduleOptions('exponential', {
  initial: aboveZero,
  final: aboveZero,
} satisfies Fields<ExponentialOptions>)

/**
 * From `initial` at the first step to `final` at the last, by the same factor at every step. A falling one is a decay; a rising one is the
 * range test for learning rates (Smith 2017, section 3.3).
 *
 * @throws {TrainError} unless both are above 0.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.exponential({ initial: 1, final: 0.25 })
 * console.log([0, 1, 2].map((step) => resolveSchedule(rate, { step, steps: 3, epoch: 0 }))) // [ 1, 0.5, 0.25 ]
 * ```
 */
export function exponential(options: ExponentialOptions): Schedule {
  const { initial, final } = read(options)
  return withSettings(
    { name: 'exponential', initial, final },
    ({ step, steps }) => initial * pow(final / initial, step / Math.max(steps - 1, 1)),
  )
}
