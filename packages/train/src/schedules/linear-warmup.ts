import { describeFunction, resolveSchedule, type Schedule, withSettings } from '@thinned/nn'
import { checkAboveZero } from '../updates/rules.ts'

/**
 * Multiplies `schedule` by 1/warmup, 2/warmup, … 1 over the first `warmup` steps, and equals it afterwards.
 *
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.linearWarmup({ warmup: 2, schedule: 0.5 })
 * console.log([0, 1, 2].map((step) => resolveSchedule(rate, { step, steps: 3, epoch: 0 }))) // [ 0.25, 0.5, 0.5 ]
 * ```
 */
export function linearWarmup({ warmup, schedule }: { readonly warmup: number; readonly schedule: Schedule }): Schedule {
  checkAboveZero('linearWarmup', 'warmup', warmup)
  return withSettings(
    { name: 'linearWarmup', warmup, schedule: describeFunction(schedule) },
    (moment) => resolveSchedule(schedule, moment) * Math.min(1, (moment.step + 1) / warmup),
  )
}
