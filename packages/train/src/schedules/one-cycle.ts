import { cos } from '@thinned/math/float64'
import { type Schedule, withSettings } from '@thinned/nn'
import { type Fields, number, optional, withDefault } from '@thinned/schema'
import { scheduleOptions } from '../options.ts'

export interface OneCycleOptions {
  readonly peak: number
  /** The value at the first step. Default peak / 25. */
  readonly initial?: number
  /** The value at the last step. Default initial / 10,000. */
  readonly final?: number
  /** The share of the run before the peak, in (0, 1). Default 0.3. */
  readonly rise?: number
}

const read = scheduleOptions(
  'oneCycle',
  {
    peak: number(),
    initial: optional(number()),
    final: optional(number()),
    rise: withDefault(number({ above: 0, below: 1 }, ', such as 0.3'), 0.3),
  } satisfies Fields<OneCycleOptions>,
  { max: 'peak', maxLr: 'peak', lr: 'peak', learningRate: 'peak', pctStart: 'rise' },
)

/**
 * One cycle over the whole run: half a cosine from `initial` to `peak`, and half a cosine from there to `final`. A momentum that falls
 * while the rate rises is the same curve with a peak below its ends: `oneCycle({ initial: 0.95, peak: 0.85, final: 0.95 })`. Source: Smith 2018,
 * section 4, with cosines for its lines, as in PyTorch.
 *
 * @throws {TrainError} on what is no finite number, and where `rise` is not between 0 and 1.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.oneCycle({ peak: 0.5 })
 * console.log([0, 29, 99].map((step) => resolveSchedule(rate, { step, steps: 100, epoch: 0 }))) // [ 0.02, 0.5, 0.000002 ]
 * ```
 */
export function oneCycle(options: OneCycleOptions): Schedule {
  const { peak, rise, ...ends } = read(options)
  const { initial = peak / 25 } = ends
  const { final = initial / 10_000 } = ends
  return withSettings({ name: 'oneCycle', peak, initial, final, rise }, ({ step, steps }) => {
    const top = Math.max(rise * steps - 1, 0)
    if (step < top) return halfCosine(initial, peak, step / top)
    return halfCosine(peak, final, (step - top) / Math.max(steps - 1 - top, 1))
  })
}

/** Half a cosine from `start` (share 0) to `end` (share 1), both exact. */
function halfCosine(start: number, end: number, share: number): number {
  const cosine = cos(Math.PI * share)
  return 0.5 * ((1 + cosine) * start + (1 - cosine) * end)
}
