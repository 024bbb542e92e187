import { sin } from '@thinned/math/float64'
import { foldIn, type Key, uniform } from '@thinned/rng'
import { type Fields, integer, withDefault } from '@thinned/schema'
import { checkSize } from '../check-size.ts'
import { amount, dataOptions, generatorNames, key, size } from '../options.ts'
import { checkRow } from './kit/checks.ts'
import { type Regression, regression } from './kit/regression.ts'

export interface Friedman1Options {
  readonly size: number
  /** From 5; the target does not depend on those beyond the fifth. Default 10. */
  readonly features?: number
  /** Standard deviation of the noise of the target. Default 1, as in the paper. */
  readonly noise?: number
  readonly key: Key
}

const read = dataOptions(
  'friedman1',
  {
    size,
    features: withDefault(integer({ from: 5 }), 10),
    noise: withDefault(amount, 1),
    key,
  } satisfies Fields<Friedman1Options>,
  generatorNames,
)

/**
 * y = 10 sin(π x₁ x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅ + noise · ε, with x uniform in [0, 1) and ε standard normal: inputs
 * [size, features], targets [size, 1]. Friedman 1991, "Multivariate adaptive regression splines", Annals of Statistics 19(1), section 4.3.
 *
 * @throws {DataError} on a size that is no integer from 0 or beyond memory, fewer than 5 features, and a noise below 0.
 * @example
 * ```ts
 * import { friedman1 } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs, targets } = friedman1({ size: 100, key: key(0) })
 * console.log(inputs.shape, targets.shape) // [ 100, 10 ] [ 100, 1 ]
 * ```
 */
export function friedman1(options: Friedman1Options): Regression {
  const { size, features: width, noise, key } = read(options)
  const data = uniform(foldIn(key, 'inputs'), width * checkSize('friedman1', size, width))
  return regression('Friedman 1', { data, shape: [size, width] }, key, friedman1Truth, noise)
}

/**
 * The value of `friedman1` without its noise at a row of at least 5 numbers.
 *
 * @example
 * ```ts
 * import { friedman1Truth } from '@thinned/data'
 *
 * console.log(friedman1Truth([0.5, 1, 0.5, 0.2, 0.4])) // 14
 * ```
 */
export function friedman1Truth(row: ArrayLike<number>): number {
  checkRow('friedman1Truth', row, 5)
  const [x1, x2, x3, x4, x5] = [row[0]!, row[1]!, row[2]!, row[3]!, row[4]!]
  return 10 * sin(Math.PI * x1 * x2) + 20 * (x3 - 0.5) * (x3 - 0.5) + 10 * x4 + 5 * x5
}
