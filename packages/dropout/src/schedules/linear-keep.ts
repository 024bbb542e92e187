import { type Schedule, withSettings } from '@thinned/nn'
import { DropoutError } from '../dropout-error.ts'
import { checkSteps } from '../kit/checks.ts'

export interface LinearKeepOptions {
  /** keep at the first step, in [0, 1]. */
  readonly initial: number
  /** keep at the last one. */
  readonly final: number
  /** The number of steps from `initial` to `final`; keep stays there. Default: the steps of the run. */
  readonly steps?: number
}

/**
 * keep in equal steps from `initial` at the first step to `final` at the last.
 *
 * @throws {DropoutError} if `initial` or `final` is not in [0, 1], or steps is not an integer from 1.
 *
 * @example
 * ```ts
 * import { schedules } from '@thinned/dropout'
 * import { resolveSchedule } from '@thinned/nn'
 *
 * const keep = schedules.linearKeep({ initial: 1, final: 0.5 })
 * console.log([0, 1, 2].map((step) => resolveSchedule(keep, { step, steps: 3, epoch: 0 }))) // [ 1, 0.75, 0.5 ]
 * ```
 */
export function linearKeep(options: LinearKeepOptions): Schedule {
  const { initial, final, steps: duration } = options ?? {}
  for (const [name, keep] of Object.entries({ initial, final }))
    if (typeof keep !== 'number' || !(keep >= 0 && keep <= 1))
      throw new DropoutError(
        `linearKeep was given ${name} ${String(keep)}; it takes the keep of the first step and of the last, numbers in [0, 1]. Write linearKeep({ initial: 1, final: 0.5 }).`,
      )
  if (duration !== undefined) checkSteps('linearKeep', duration)
  return withSettings(
    { name: 'linearKeep', initial, final, ...(duration !== undefined && { steps: duration }) },
    ({ step, steps }) => initial + (final - initial) * Math.min(step / Math.max((duration ?? steps) - 1, 1), 1),
  )
}
