import { describeFunction, resolveSchedule, type Schedule, withSettings } from '@thinned/nn'
import type { Fields } from '@thinned/schema'
import { aboveZero, schedule, scheduleOptions } from '../options.ts'

export interface LinearWarmupOptions {
  /** In steps, above 0. */
  readonly warmup: number
  readonly schedule: Schedule
}

const read = scheduleOptions('linearWarmup', { warmup: aboveZero, schedule } satisfies Fields<LinearWarmupOptions>, {
  steps: 'warmup',
  initial: 'schedule',
  final: 'schedule',
  lr: 'schedule',
  learningRate: 'schedule',
})

/**
 * Multiplies `schedule` by 1/warmup, 2/warmup, … 1 over the first `warmup` steps, and equals it afterwards.
 *
 * @throws {TrainError} unless `warmup` is above 0 and `schedule` is a number or a schedule.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.linearWarmup({ warmup: 2, schedule: 0.5 })
 * console.log([0, 1, 2].map((step) => resolveSchedule(rate, { step, steps: 3, epoch: 0 }))) // [ 0.25, 0.5, 0.5 ]
 * ```
 */
export function linearWarmup(options: LinearWarmupOptions): Schedule {
  const { warmup, schedule } = read(options)
  return withSettings(
    { name: 'linearWarmup', warmup, schedule: describeFunction(schedule) },
    (moment) => resolveSchedule(schedule, moment) * Math.min(1, (moment.step + 1) / warmup),
  )
}
