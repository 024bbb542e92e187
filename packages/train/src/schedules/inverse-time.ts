import { type Schedule, withSettings } from '@thinned/nn'
import { checkAboveZero } from '../updates/rules.ts'

/**
 * `initial` / (1 + step / halfLife): half of `initial` after `halfLife` steps.
 *
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.inverseTime({ initial: 1, halfLife: 1 })
 * console.log([0, 1, 3].map((step) => resolveSchedule(rate, { step, steps: 4, epoch: 0 }))) // [ 1, 0.5, 0.25 ]
 * ```
 */
export function inverseTime({ initial, halfLife }: { readonly initial: number; readonly halfLife: number }): Schedule {
  checkAboveZero('inverseTime', 'halfLife', halfLife)
  return withSettings({ name: 'inverseTime', initial, halfLife }, ({ step }) => initial / (1 + step / halfLife))
}
