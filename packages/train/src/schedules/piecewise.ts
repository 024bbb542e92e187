import { type Schedule, withSettings } from '@thinned/nn'
import { type Fields, integer, list, number } from '@thinned/schema'
import { scheduleOptions } from '../options.ts'
import { TrainError } from '../train-error.ts'

export interface PiecewiseOptions {
  readonly values: readonly number[]
  /** The first epoch of each further value: rising integers from 1. */
  readonly epochs: readonly number[]
}

const read = scheduleOptions(
  'piecewise',
  {
    values: list(number(), 'a list of numbers'),
    epochs: list(integer({ from: 1 }), 'a list of epochs'),
  } satisfies Fields<PiecewiseOptions>,
  { milestones: 'epochs', boundaries: 'epochs' },
)

/**
 * A constant for each part of the run: `values[0]` at first, `values[i + 1]` from epoch `epochs[i]` on.
 *
 * @throws {TrainError} unless the epochs are rising integers from 1, with one value more than there are epochs.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.piecewise({ values: [0.1, 0.01], epochs: [30] })
 * console.log([0, 29, 30].map((epoch) => resolveSchedule(rate, { step: 0, steps: 1, epoch }))) // [ 0.1, 0.1, 0.01 ]
 * ```
 */
export function piecewise(options: PiecewiseOptions): Schedule {
  const { values, epochs } = read(options)
  const rising = epochs.every((epoch, i) => epoch > (epochs[i - 1] ?? 0))
  if (!rising || values.length !== epochs.length + 1)
    throw new TrainError(
      `piecewise was given the values [${values.join(', ')}] and the epochs [${epochs.join(', ')}]; it takes rising integers from 1, and one value more than there are epochs.`,
    )
  return withSettings(
    { name: 'piecewise', values, epochs },
    ({ epoch }) => values[epochs.filter((begin) => begin <= epoch).length]!,
  )
}
