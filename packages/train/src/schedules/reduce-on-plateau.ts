import { type Schedule, withSettings } from '@thinned/nn'
import { type Fields, integer, number, oneOf, optional, text, withDefault } from '@thinned/schema'
import { fromZero, scheduleOptions } from '../options.ts'
import { checkMode, defaultMode } from '../run/records.ts'
import { TrainError } from '../train-error.ts'

export interface ReduceOnPlateauOptions {
  readonly initial: number
  /** In (0, 1). Default 0.1. */
  readonly factor?: number
  /** The number of validations without a better value that change nothing, from 0. A validation is an epoch by default; see `validateEvery`. Default 10. */
  readonly patience?: number
  /** Default 'validationLoss'; or 'validationError', 'validationAccuracy', or the name of a metric that is a number. */
  readonly monitor?: string
  /** Which values of a metric are better. A metric needs it; the other monitors have theirs, 'max' for 'validationAccuracy', else 'min'. */
  readonly mode?: 'min' | 'max'
  /** The least improvement that counts, as a share of the best value. Default 1e-4. */
  readonly threshold?: number
  /** The number of validations after a reduction that do not count, from 0. Default 0. */
  readonly cooldown?: number
  /** The lower limit. Default 0. */
  readonly minimum?: number
}

const read = scheduleOptions(
  'reduceOnPlateau',
  {
    initial: number(),
    factor: withDefault(number({ above: 0, below: 1 }, ', such as 0.1'), 0.1),
    patience: withDefault(integer({ from: 0 }), 10),
    monitor: withDefault(text, 'validationLoss'),
    mode: optional(oneOf('min', 'max')),
    threshold: withDefault(fromZero, 1e-4),
    cooldown: withDefault(integer({ from: 0 }), 0),
    minimum: withDefault(fromZero, 0),
  } satisfies Fields<ReduceOnPlateauOptions>,
  { minLr: 'minimum', minDelta: 'threshold' },
)

/**
 * Multiplies by `factor` after more than `patience` validations in a row without a better value. It has no memory: its value follows from
 * the validations of the run, which a checkpoint holds. Source: PyTorch's ReduceLROnPlateau, whose rule this is for
 * positive values.
 *
 * @throws {TrainError} on settings out of range; while training, where there is no validation data or no such measure, and where it is NaN.
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 * import { schedules } from '@thinned/train'
 *
 * const rate = schedules.reduceOnPlateau({ initial: 1, factor: 0.5, patience: 1 })
 * const validations = [0.7, 0.6, 0.6, 0.6].map((validationLoss) => ({ validationLoss }))
 * console.log(resolveSchedule(rate, { step: 40, steps: 100, epoch: 4, validations })) // 0.5
 * ```
 */
export function reduceOnPlateau(options: ReduceOnPlateauOptions): Schedule {
  const given = read(options)
  const { monitor, mode = defaultMode(monitor) } = given
  checkMode('reduceOnPlateau was given', monitor, given.mode)
  const settings = { name: 'reduceOnPlateau', ...given, mode }
  return withSettings(settings, ({ validations }) => {
    if (!validations)
      throw new TrainError(
        'reduceOnPlateau was asked where nothing is validated; it is for the settings of an optimizer, in a run with data: { train, validation }.',
      )
    return reduced(
      validations.map((record) => monitoredValue(record, settings.monitor)),
      settings,
    )
  })
}

type Settings = Required<ReduceOnPlateauOptions>

function reduced(measures: readonly number[], settings: Settings): number {
  const { initial, factor, patience, mode, threshold, cooldown, minimum } = settings
  const sign = mode === 'min' ? 1 : -1
  let value = initial
  let best = Infinity
  let waited = 0
  let cooling = 0
  for (const measure of measures) {
    const loss = sign * measure
    if (loss < best - (best === Infinity ? 0 : threshold * Math.abs(best))) {
      best = loss
      waited = 0
    } else waited++
    if (cooling > 0) {
      cooling--
      waited = 0
    }
    if (waited > patience) {
      value = Math.min(value, Math.max(value * factor, minimum))
      cooling = cooldown
      waited = 0
    }
  }
  return value
}

function monitoredValue(record: Readonly<Record<string, number>>, monitor: string): number {
  const value = record[monitor]
  if (Number.isNaN(value))
    throw new TrainError(
      `reduceOnPlateau monitors ${monitor}, which is NaN; NaN is neither better nor worse than a number. Look for values that are not finite in the validation data.`,
      { code: 'not-finite' },
    )
  if (value !== undefined) return value
  throw new TrainError(
    `reduceOnPlateau monitors ${monitor}, which is not measured; it can monitor ${Object.keys(record).join(', ')}.`,
  )
}
