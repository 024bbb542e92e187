import { pow } from '@thinned/math/float64'
import { type Schedule, withSettings } from '@thinned/nn'
import { type Fields, number, withDefault } from '@thinned/schema'
import { aboveZero, scheduleOptions } from '../options.ts'

export interface PolynomialOptions {
  readonly initial: number
  /** Default 0. */
  readonly final?: number
  /** Above 0. Default 1. */
  readonly power?: number
}

const read = scheduleOptions('polynomial', {
  initial: number(),
  final: withDefault(number(), 0),
  power: withDefault(aboveZero, 1),
} satisfies Fields<PolynomialOptions>)

/**
 * `final` + (`initial` − `final`) · (1 − step / (steps − 1))^power: a straight line by default.
 *
 * @throws {TrainError} on what is no finite number, and unless the power is above 0.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.polynomial({ initial: 1 })
 * console.log([0, 1, 2].map((step) => resolveSchedule(rate, { step, steps: 3, epoch: 0 }))) // [ 1, 0.5, 0 ]
 * ```
 */
export function polynomial(options: PolynomialOptions): Schedule {
  const { initial, final, power } = read(options)
  return withSettings(
    { name: 'polynomial', initial, final, power },
    ({ step, steps }) => final + (initial - final) * pow(1 - step / Math.max(steps - 1, 1), power),
  )
}
