import { pow } from '@thinned/math/float64'
import { type Schedule, withSettings } from '@thinned/nn'
import { type Fields, number } from '@thinned/schema'
import { aboveZero, scheduleOptions } from '../options.ts'

export interface StepOptions {
  readonly initial: number
  /** Above 0. */
  readonly factor: number
  /** In epochs, above 0. */
  readonly every: number
}

const read = scheduleOptions(
  'step',
  { initial: number(), factor: aboveZero, every: aboveZero } satisfies Fields<StepOptions>,
  { stepSize: 'every' },
)

/**
 * `initial` · factor^⌊epoch / every⌋: multiplied by `factor` after every `every` epochs.
 *
 * @throws {TrainError} on what is no finite number, and unless the factor and `every` are above 0.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.step({ initial: 1, factor: 0.5, every: 10 })
 * console.log([0, 9, 10, 20].map((epoch) => resolveSchedule(rate, { step: 0, steps: 1, epoch }))) // [ 1, 1, 0.5, 0.25 ]
 * ```
 */
export function step(options: StepOptions): Schedule {
  const { initial, factor, every } = read(options)
  return withSettings(
    { name: 'step', initial, factor, every },
    ({ epoch }) => initial * pow(factor, Math.floor(epoch / every)),
  )
}
