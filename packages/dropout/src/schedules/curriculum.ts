import { exp } from '@thinned/math/float64'
import { type Schedule, withSettings } from '@thinned/nn'
import { number, optional } from '@thinned/schema'
import { type FixedKeep, fixedKeep } from '../keep/fixed-keep.ts'
import { keepOptions, type OtherFields } from '../keep/keep-options.ts'

export type CurriculumOptions = FixedKeep & {
  /** γ, the rate of decay per step, above 0. Default 10 / steps of the run, as in the paper: keep is near its target long before the end. */
  readonly rate?: number
}

const read = keepOptions('curriculum', {
  rate: optional(number({ above: 0 })),
} satisfies OtherFields<CurriculumOptions>)

/**
 * keep decays from 1 at the first step toward `keep`: (1 − keep)·e^(−γ·step) + keep. The task grows harder as the network learns.
 *
 * Source: Morerio et al. 2017 (Curriculum dropout), definition 1.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1], and the rate is a finite number above 0.
 *
 * @example
 * ```ts
 * import { schedules } from '@thinned/dropout'
 * import { resolveSchedule } from '@thinned/nn'
 *
 * const keep = schedules.curriculum({ keep: 0.5 })
 * console.log([0, 100, 999].map((step) => resolveSchedule(keep, { step, steps: 1000, epoch: 0 }).toFixed(3))) // [ '1.000', '0.684', '0.500' ]
 * ```
 */
export function curriculum(options: CurriculumOptions): Schedule {
  const { schedule, rate } = read(options)
  const keep = fixedKeep('curriculum', schedule)
  return withSettings(
    { name: 'curriculum', keep, ...(rate !== undefined && { rate }) },
    ({ step, steps }) => (1 - keep) * exp(-(rate ?? 10 / steps) * step) + keep,
  )
}
