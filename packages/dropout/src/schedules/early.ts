import { type Schedule, withSettings } from '@thinned/nn'
import { DropoutError } from '../dropout-error.ts'
import { type FixedKeep, fixedKeep } from '../keep/fixed-keep.ts'
import { checkSteps } from '../kit/checks.ts'

export type EarlyOptions = FixedKeep & {
  /** The number of steps with dropout; after them keep is 1. */
  readonly steps: number
  /** 'linear' rises from keep at the first step to 1. 'constant' stays at keep and then jumps to 1. Default 'linear'. */
  readonly course?: 'linear' | 'constant'
}

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
  const keep = fixedKeep('early', options, ', steps: 1000')
  const { steps, course = 'linear' } = options
  checkSteps('early', steps)
  if (course !== 'linear' && course !== 'constant')
    throw new DropoutError(`early was given the course ${JSON.stringify(course)}; it is 'linear' or 'constant'.`)
  return withSettings({ name: 'early', keep, steps, course }, ({ step }) => {
    if (step >= steps) return 1
    return course === 'constant' ? keep : keep + (1 - keep) * (step / steps)
  })
}
