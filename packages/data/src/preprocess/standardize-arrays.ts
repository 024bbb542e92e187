import {
  Fault,
  type Fields,
  integer,
  list,
  number,
  object,
  oneOf,
  readState,
  type Schema,
  withDefault,
} from '@thinned/schema'
import { DataError } from '../data-error.ts'
import { checkDataset, floatsFault } from '../dataset/array-fault.ts'
import type { NdArray } from '../dataset/arrays.ts'
import type { Dataset, Values } from '../dataset/dataset.ts'
import { nameOf } from '../dataset/name-of.ts'
import { dataOptions } from '../options.ts'
import { FLOAT32_ROUNDING, moments } from './moments.ts'

/** The groups that share a mean and a standard deviation: each channel (last axis), each position, or the array. */
export type ScalePer = 'channel' | 'position' | 'array'

export interface StandardizeArraysOptions {
  /** The inputs, or the targets of a regression. Default 'inputs'. */
  readonly of?: 'inputs' | 'targets'
  /** Default 'channel': the last axis, which is the features of a table and the channels of an image. */
  readonly per?: ScalePer
}

const read = dataOptions(
  'standardizeArrays',
  {
    of: withDefault(oneOf('inputs', 'targets'), 'inputs'),
    per: withDefault<ScalePer>(oneOf('channel', 'position', 'array'), 'channel'),
  } satisfies Fields<StandardizeArraysOptions>,
  { axis: 'per', what: 'of' },
)

/** The state of a scaler: plain JSON. */
export interface ArrayScales {
  readonly of: 'inputs' | 'targets'
  /** The shape of one example. */
  readonly shape: readonly number[]
  /** One for each channel, one for each position, or a single one. */
  readonly means: readonly number[]
  readonly scales: readonly number[]
}

/** Scaling fitted on one data set. */
export interface ArrayScaler {
  readonly state: ArrayScales
  /** (x − mean) / scale, computed in float64 and rounded to float32. */
  apply<D extends Dataset>(dataset: D): D
  /** x · scale + mean: predictions in the original units of the targets. */
  invert(values: NdArray<Float32Array>): NdArray<Float32Array>
  /** x · scale²: variances of such predictions, in squared original units. Their square roots are standard deviations. */
  invertVariance(variances: NdArray<Float32Array>): NdArray<Float32Array>
}

/**
 * Standardizes the inputs or the numeric targets of data sets with the mean and the standard deviation (of the population) of the training
 * data given to `fit`. Groups that are constant up to the rounding of float32 become x − mean.
 *
 * @throws {DataError} if `of` or `per` is another word; when fitted on integers, on no numbers, or on one that is not finite; when a result is
 * beyond the range of float32.
 * @example
 * ```ts
 * import { standardizeArrays } from '@thinned/data'
 *
 * const train = {
 *   name: 'line',
 *   inputs: { data: Float32Array.of(1, 3), shape: [2, 1] },
 *   targets: { data: Float32Array.of(10, 30), shape: [2, 1] },
 * }
 * const scaler = standardizeArrays({ of: 'targets' }).fit(train)
 * console.log(scaler.apply(train).targets.data) // Float32Array(2) [ -1, 1 ]
 * console.log(scaler.invert({ data: Float32Array.of(0.5), shape: [1, 1] }).data) // Float32Array(1) [ 25 ]
 * ```
 */
export function standardizeArrays(options: StandardizeArraysOptions = {}): {
  fit(trainingData: Dataset): ArrayScaler
} {
  const { of, per } = read(options)
  return {
    fit(dataset) {
      const { data, shape } = numbersOf(dataset, of)
      const [rows = 0, ...one] = shape
      if (data.length === 0)
        throw new DataError(
          `The ${of} of ${nameOf(dataset)}, [${shape.join(', ')}], have no numbers to take a mean of.`,
        )
      const groups = { channel: one.at(-1) ?? 1, position: data.length / rows, array: 1 }[per]
      const bad = data.findIndex((value) => !Number.isFinite(value))
      if (bad >= 0)
        throw new DataError(
          `The ${of} of ${nameOf(dataset)} hold ${data[bad]}, which is not finite, in example ${Math.floor(bad / (data.length / rows))} (${per} ${bad % groups}); find and correct it.`,
        )
      const groupMoments = Array.from({ length: groups }, (_, group) => {
        const values = Float64Array.from({ length: data.length / groups }, (_, i) => data[i * groups + group]!)
        return moments(values, `The ${of} of ${nameOf(dataset)} (${per} ${group})`, FLOAT32_ROUNDING)
      })
      // JSON has no −0.
      const means = groupMoments.map(({ mean }) => mean + 0)
      const scales = groupMoments.map(({ deviation }) => deviation || 1)
      return arrayScalerFromState({ of, shape: one, means, scales })
    },
  }
}

const fields = object({
  of: oneOf('inputs', 'targets'),
  shape: list(integer({ from: 0 })),
  means: list(number()),
  scales: list(number({ above: 0 })),
})

/** A state with as many means as scales: one for each channel, one for each position, or a single one. */
const schema: Schema<ArrayScales> = {
  takes: fields.takes,
  read(value, path) {
    const state = fields.read(value, path)
    const { shape, means, scales } = state
    const groups = [1, shape.at(-1) ?? 1, shape.reduce((product, length) => product * length, 1)]
    if (!groups.includes(means.length))
      throw new Fault(`${path}.means`, means, `a list of ${[...new Set(groups)].join(' or ')}`)
    if (scales.length !== means.length) throw new Fault(`${path}.scales`, scales, `a list of ${means.length}`)
    return state
  },
}

/**
 * Restores a scaler from its saved state.
 *
 * @throws {DataError} if the value is no such state.
 * @example
 * ```ts
 * import { arrayScalerFromState } from '@thinned/data'
 *
 * const scaler = arrayScalerFromState({ of: 'targets', shape: [1], means: [20], scales: [10] })
 * console.log(scaler.invert({ data: Float32Array.of(1), shape: [1, 1] }).data) // Float32Array(1) [ 30 ]
 * ```
 */
export function arrayScalerFromState(state: ArrayScales): ArrayScaler {
  const checked = readState(schema, state, 'scaler', DataError)
  const { of, shape, means, scales } = checked
  const groups = means.length
  const mapValues = (
    array: NdArray<Float32Array>,
    to: (value: number, group: number) => number,
  ): NdArray<Float32Array> => {
    const fault = floatsFault(array)
    if (fault !== undefined)
      throw new DataError(`The values that the scaler was given ${fault}`, { code: 'invalid-data' })
    if (array.shape.slice(1).join() !== shape.join())
      throw new DataError(
        `The scaler was fitted on examples [${shape.join(', ')}], but was given [${array.shape.slice(1).join(', ')}].`,
      )
    const data = array.data.map((value, i) => to(value, i % groups))
    const overflow = data.findIndex((value, i) => !Number.isFinite(value) && Number.isFinite(array.data[i]))
    if (overflow < 0) return { ...array, data }
    throw new DataError(
      `Value ${overflow} of the ${of} is ${array.data[overflow]}, and scaled ${to(array.data[overflow]!, overflow % groups)}; float32 holds numbers up to 3.4e38.`,
    )
  }
  return {
    state: checked,
    apply: (dataset) => ({
      ...dataset,
      [of]: mapValues(numbersOf(dataset, of), (value, group) => (value - means[group]!) / scales[group]!),
    }),
    invert: (values) => mapValues(values, (value, group) => value * scales[group]! + means[group]!),
    invertVariance: (variances) =>
      mapValues(variances, (variance, group) => variance * scales[group]! * scales[group]!),
  }
}

function numbersOf(dataset: Dataset, of: 'inputs' | 'targets'): NdArray<Float32Array> {
  checkDataset(dataset)
  const array: Values = dataset[of]
  const fault = floatsFault(array)
  if (fault === undefined) return array as NdArray<Float32Array>
  throw new DataError(`The ${of} of ${nameOf(dataset)} ${fault} Classes and tokens are not standardized.`, {
    code: 'invalid-data',
  })
}
