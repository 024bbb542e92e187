import { type Schedule, withSettings } from '@thinned/nn'
import { type Fields, number } from '@thinned/schema'
import { aboveZero, scheduleOptions } from '../options.ts'

export interface InverseTimeOptions {
  readonly initial: number
  /** In steps, above 0. */
  readonly halfLife: number
}

const read = scheduleOptions(
  'inverseTime',
  { initial: number(), halfLife: aboveZero } satisfies Fields<InverseTimeOptions>,
  { decay: 'halfLife', decaySteps: 'halfLife' },
)

/**
 * `initial` / (1 + step / halfLife): half of `initial` after `halfLife` steps.
 *
 * @throws {TrainError} on what is no finite number, and unless `halfLife` is above 0.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.inverseTime({ initial: 1, halfLife: 1 })
 * console.log([0, 1, 3].map((step) => resolveSchedule(rate, { step, steps: 4, epoch: 0 }))) // [ 1, 0.5, 0.25 ]
 * ```
 */
export function inverseTime(options: InverseTimeOptions): Schedule {
  const { initial, halfLife } = read(options)
  return withSettings({ name: 'inverseTime', initial, halfLife }, ({ step }) => initial / (1 + step / halfLife))
}
