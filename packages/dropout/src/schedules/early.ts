import { type Schedule, withSettings } from '@thinned/nn'
import { integer, oneOf, withDefault } from '@thinned/schema'
import { type FixedKeep, fixedKeep } from '../keep/fixed-keep.ts'
import { keepOptions, type OtherFields } from '../keep/keep-options.ts'

export type EarlyOptions = FixedKeep & {
  /** The number of steps with dropout; after them keep is 1. */
  readonly steps: number
  /** 'linear' rises from keep at the first step to 1. 'constant' stays at keep and then jumps to 1. Default 'linear'. */
  readonly course?: 'linear' | 'constant'
}

const read = keepOptions(
  'early',
  {
    steps: integer({ from: 1 }),
    course: withDefault(oneOf('linear', 'constant'), 'linear'),
  } satisfies OtherFields<EarlyOptions>,
  ', steps: 1000',
)

/**
 * Dropout in the first steps alone, for networks that underfit. Early in training dropout aligns the gradients of batches; later it would only
 * hinder the fit.
 *
 * Source: Liu et al. 2023 (Dropout reduces underfitting): keep 0.9 at first, linear, over 50 of 300 epochs.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1], and steps is an integer from 1.
 *
 * @example
 * ```ts
 * import { dropout, schedules } from '@thinned/dropout'
 * import { resolveSchedule } from '@thinned/nn'
 *
 * const keep = schedules.early({ keep: 0.5, steps: 4 })
 * console.log([0, 1, 2, 3, 4, 5].map((step) => resolveSchedule(keep, { step, steps: 6, epoch: 0 }))) // [ 0.5, 0.625, 0.75, 0.875, 1, 1 ]
 * console.log(dropout({ keep }).kind) // dropout
 * ```
 */
export function early(options: EarlyOptions): Schedule {
  const { schedule, steps, course } = read(options)
  const keep = fixedKeep('early', schedule)
  return withSettings({ name: 'early', keep, steps, course }, ({ step }) => {
    if (step >= steps) return 1
    return course === 'constant' ? keep : keep + (1 - keep) * (step / steps)
  })
}
