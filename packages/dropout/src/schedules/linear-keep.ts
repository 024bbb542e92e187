import { type Schedule, withSettings } from '@thinned/nn'
import { type Fields, integer, number, optional, options } from '@thinned/schema'
import { DropoutError } from '../dropout-error.ts'

export interface LinearKeepOptions {
  /** keep at the first step, in [0, 1]. */
  readonly initial: number
  /** keep at the last one. */
  readonly final: number
  /** The number of steps from `initial` to `final`; keep stays there. Default: the steps of the run. */
  readonly steps?: number
}

const keepEnd = /* @__PURE__ */ number({ from: 0, to: 1 }, ', as in linearKeep({ initial: 1, final: 0.5 })')

const read = options(
  'linearKeep',
  DropoutError,
  { initial: keepEnd, final: keepEnd, steps: optional(integer({ from: 1 })) } satisfies Fields<LinearKeepOptions>,
  { keep: 'initial and final', from: 'initial', to: 'final', start: 'initial', end: 'final' },
)

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
  const { initial, final, steps: duration } = read(options)
  return withSettings(
    { name: 'linearKeep', initial, final, ...(duration !== undefined && { steps: duration }) },
    ({ step, steps }) => initial + (final - initial) * Math.min(step / Math.max((duration ?? steps) - 1, 1), 1),
  )
}
