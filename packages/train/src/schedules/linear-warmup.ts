import { type Schedule, scheduleAt } from '@thinned/nn'
import { checkAboveZero } from '../check-above-zero.ts'
import { describeFunction, withSettings } from '../function-settings.ts'

/** Rises in equal steps to `schedule` over the first `warmup` steps, and follows it from there. */
export function linearWarmup({ warmup, schedule }: { readonly warmup: number; readonly schedule: Schedule }): Schedule {
  checkAboveZero('linearWarmup', 'warmup', warmup)
  return withSettings(
    { name: 'linearWarmup', warmup, schedule: describeFunction(schedule) },
    (at) => scheduleAt(schedule, at) * Math.min(1, (at.step + 1) / warmup),
  )
}
