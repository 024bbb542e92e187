import { pow } from '@thinned/math/float64'
import { type Schedule, withSettings } from '@thinned/nn'
import { checkAboveZero } from '../updates/rules.ts'

/**
 * `initial` · factor^⌊epoch / every⌋: multiplied by `factor` after every `every` epochs.
 *
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.step({ initial: 1, factor: 0.5, every: 10 })
 * console.log([0, 9, 10, 20].map((epoch) => resolveSchedule(rate, { step: 0, steps: 1, epoch }))) // [ 1, 1, 0.5, 0.25 ]
 * ```
 */
export function step({
  initial,
  factor,
  every,
}: {
  readonly initial: number
  readonly factor: number
  readonly every: number
}): Schedule {
  checkAboveZero('step', 'factor', factor)
  checkAboveZero('step', 'every', every)
  return withSettings(
    { name: 'step', initial, factor, every },
    ({ epoch }) => initial * pow(factor, Math.floor(epoch / every)),
  )
}
