import { type Schedule, withSettings } from '@thinned/nn'
import { integer } from '@thinned/schema'
import { type FixedKeep, fixedKeep } from '../keep/fixed-keep.ts'
import { keepOptions, type OtherFields } from '../keep/keep-options.ts'

export type LateOptions = FixedKeep & {
  /** The number of steps without dropout; after them keep is `keep`. */
  readonly steps: number
}

const read = keepOptions('late', { steps: integer({ from: 1 }) } satisfies OtherFields<LateOptions>, ', steps: 1000')

/**
 * No dropout in the first steps and a constant keep after them, for networks that overfit. They learn as fast as without dropout at first.
 *
 * Source: Liu et al. 2023 (Dropout reduces underfitting): the first 50 of 300 epochs without.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1], and steps is an integer from 1.
 *
 * @example
 * ```ts
 * import { schedules } from '@thinned/dropout'
 * import { resolveSchedule } from '@thinned/nn'
 *
 * const keep = schedules.late({ keep: 0.5, steps: 2 })
 * console.log([0, 1, 2, 3].map((step) => resolveSchedule(keep, { step, steps: 4, epoch: 0 }))) // [ 1, 1, 0.5, 0.5 ]
 * ```
 */
export function late(options: LateOptions): Schedule {
  const { schedule, steps } = read(options)
  const keep = fixedKeep('late', schedule)
  return withSettings({ name: 'late', keep, steps }, ({ step }) => (step < steps ? 1 : keep))
}
