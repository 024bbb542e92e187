import type { Schedule } from '@thinned/nn'
import { number } from '@thinned/schema'
import { argument } from '../options.ts'

/**
 * Always `value`.
 *
 * @throws {TrainError} on what is no finite number.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.constant(0.1)
 * console.log(resolveSchedule(rate, { step: 5, steps: 10, epoch: 0 })) // 0.1
 * ```
 */
export function constant(value: number): Schedule {
  return argument('constant', 'value', number(), value)
}
