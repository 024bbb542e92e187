import { foldIn, type Key, normal } from '@thinned/rng'
import { type Fields, list, number, withDefault } from '@thinned/schema'
import { checkSize } from '../check-size.ts'
import { DataError } from '../data-error.ts'
import { amount, dataOptions, generatorNames, key, size } from '../options.ts'
import { type Regression, regression } from './kit/regression.ts'

export interface LinearRegressionOptions {
  readonly size: number
  /** The weight of each feature; 0 makes it irrelevant. Default [3, -2, 1, 0, 0]. */
  readonly coefficients?: readonly number[]
  /** Default 0. */
  readonly bias?: number
  /** Standard deviation of what is added to the target. Default 1. */
  readonly noise?: number
  readonly key: Key
}

const read = dataOptions(
  'linearRegression',
  {
    size,
    coefficients: withDefault(list(number(), 'a list of numbers'), [3, -2, 1, 0, 0]),
    bias: withDefault(number(), 0),
    noise: withDefault(amount, 1),
    key,
  } satisfies Fields<LinearRegressionOptions>,
  { ...generatorNames, features: 'coefficients, one for each feature', intercept: 'bias' },
)

/**
 * y = Σ w_j x_j + bias + noise · ε, with all x_j and ε standard normal: inputs [size, coefficients], targets [size, 1]. The variance of
 * y is Σ w_j² + noise².
 *
 * @throws {DataError} on a size that is no integer from 0 or beyond memory, no coefficients, numbers that are not finite, and a noise below 0.
 * @example
 * ```ts
 * import { linearRegression } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs, targets } = linearRegression({ size: 3, coefficients: [2], bias: 1, noise: 0, key: key(0) })
 * console.log(targets.data.every((y, i) => y === Math.fround(2 * inputs.data[i]! + 1))) // true
 * ```
 */
export function linearRegression(options: LinearRegressionOptions): Regression {
  const { size, coefficients, bias, noise, key } = read(options)
  if (coefficients.length === 0)
    throw new DataError('linearRegression was given no coefficients; it takes at least one, such as [2, -1].')
  const width = coefficients.length
  const data = normal(foldIn(key, 'inputs'), width * checkSize('linearRegression', size, width))
  const value = (row: Float32Array) => row.reduce((sum, x, j) => sum + coefficients[j]! * x, bias)
  return regression('linear regression', { data, shape: [size, width] }, key, value, noise)
}
