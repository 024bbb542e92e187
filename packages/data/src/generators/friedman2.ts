import { foldIn, type Key, uniform } from '@thinned/rng'
import { type Fields, withDefault } from '@thinned/schema'
import { checkSize } from '../check-size.ts'
import { amount, dataOptions, generatorNames, key, size } from '../options.ts'
import { checkRow } from './kit/checks.ts'
import { type Regression, regression } from './kit/regression.ts'

export interface Friedman2Options {
  readonly size: number
  /** Standard deviation of what is added to the target. Default 125: a third of the deviation of the rest, as in the paper. */
  readonly noise?: number
  readonly key: Key
}

const read = dataOptions(
  'friedman2',
  { size, noise: withDefault(amount, 125), key } satisfies Fields<Friedman2Options>,
  generatorNames,
)

/** Where each feature begins, and how far it reaches. */
const LOW = [0, 40 * Math.PI, 0, 1] as const
const RANGE = [100, 520 * Math.PI, 1, 10] as const

/**
 * The impedance of a circuit, y = √(x₁² + (x₂ x₃ − 1 / (x₂ x₄))²) + noise · ε, with x₁ uniform from 0 to 100, x₂ from 40π to 560π, x₃
 * from 0 to 1, x₄ from 1 to 11, and ε standard normal: inputs [size, 4], targets [size, 1]. Friedman 1991, "Multivariate adaptive
 * regression splines", Annals of Statistics 19(1), section 4.4.
 *
 * @throws {DataError} on a size that is no integer from 0 or beyond memory, on a noise below 0, and on one that float32 does not hold.
 * @example
 * ```ts
 * import { friedman2 } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * console.log(friedman2({ size: 50, key: key(0) }).inputs.shape) // [ 50, 4 ]
 * ```
 */
export function friedman2(options: Friedman2Options): Regression {
  const { size, noise, key } = read(options)
  const draws = uniform(foldIn(key, 'inputs'), 4 * checkSize('friedman2', size, 4))
  const data = draws.map((draw, i) => LOW[i % 4]! + RANGE[i % 4]! * draw)
  return regression('Friedman 2', { data, shape: [size, 4] }, key, friedman2Truth, noise)
}

/**
 * The value of `friedman2` without its noise at a row of 4 numbers.
 *
 * @example
 * ```ts
 * import { friedman2Truth } from '@thinned/data'
 *
 * console.log(friedman2Truth([3, 1, 5, 1])) // 5
 * ```
 */
export function friedman2Truth(row: ArrayLike<number>): number {
  checkRow('friedman2Truth', row, 4)
  const [x1, x2, x3, x4] = [row[0]!, row[1]!, row[2]!, row[3]!]
  const reactance = x2 * x3 - 1 / (x2 * x4)
  return Math.sqrt(x1 * x1 + reactance * reactance)
}
