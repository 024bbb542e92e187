import { cos } from '@thinned/math/float64'
import { type Schedule, withSettings } from '@thinned/nn'
import { type Fields, number, withDefault } from '@thinned/schema'
import { scheduleOptions } from '../options.ts'

export interface CosineOptions {
  readonly initial: number
  /** Default 0. */
  readonly final?: number
}

const read = scheduleOptions('cosine', {
  initial: number(),
  final: withDefault(number(), 0),
} satisfies Fields<CosineOptions>)

/**
 * Half a cosine from `initial` at the first step to `final` (default 0) at the last. Source: Loshchilov and Hutter 2017, equation 5.
 *
 * @throws {TrainError} on what is no finite number.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.cosine({ initial: 1 })
 * console.log([0, 1, 2].map((step) => resolveSchedule(rate, { step, steps: 3, epoch: 0 }))) // [ 1, 0.5, 0 ]
 * ```
 */
export function cosine(options: CosineOptions): Schedule {
  const { initial, final } = read(options)
  return withSettings(
    { name: 'cosine', initial, final },
    ({ step, steps }) => final + 0.5 * (initial - final) * (1 + cos((Math.PI * step) / Math.max(steps - 1, 1))),
  )
}
