import { sin } from '@thinned/math/float64'
import { foldIn, type Key, uniform } from '@thinned/rng'
import type { Fields } from '@thinned/schema'
import { checkSize } from '../check-size.ts'
import { dataOptions, generatorNames, key, size } from '../options.ts'
import { checkRow } from './kit/checks.ts'
import { type Regression, regression } from './kit/regression.ts'

export interface HeteroscedasticOptions {
  readonly size: number
  readonly key: Key
}

const read = dataOptions('heteroscedastic', { size, key } satisfies Fields<HeteroscedasticOptions>, generatorNames)

/**
 * A curve with growing noise: y = m(x) + s(x) · ε with x uniform in [0, 1), ε standard normal, and m and s as
 * `heteroscedasticTruth` has them: inputs [size, 1], targets [size, 1]. A model of the mean alone cannot show this noise.
 *
 * @throws {DataError} on a size that is no integer from 0 or beyond memory.
 * @example
 * ```ts
 * import { heteroscedastic } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs, targets } = heteroscedastic({ size: 200, key: key(0) })
 * console.log(inputs.shape, targets.shape) // [ 200, 1 ] [ 200, 1 ]
 * ```
 */
export function heteroscedastic(options: HeteroscedasticOptions): Regression {
  const { size, key } = read(options)
  const data = uniform(foldIn(key, 'inputs'), checkSize('heteroscedastic', size, 1))
  const truth = (row: Float32Array) => heteroscedasticTruth(row[0]!)
  const [mean, deviation] = [(row: Float32Array) => truth(row).mean, (row: Float32Array) => truth(row).deviation]
  return regression('heteroscedastic', { data, shape: [size, 1] }, key, mean, deviation)
}

/**
 * The distribution of `heteroscedastic` at x: the mean m(x) = sin(2πx) and the standard deviation of the noise s(x) = 0.05 + 0.45 x².
 *
 * @example
 * ```ts
 * import { heteroscedasticTruth } from '@thinned/data'
 *
 * console.log(heteroscedasticTruth(0.25).mean, heteroscedasticTruth(1).deviation) // 1 0.5
 * ```
 */
export function heteroscedasticTruth(x: number): { readonly mean: number; readonly deviation: number } {
  checkRow('heteroscedasticTruth', [x], 1)
  return { mean: sin(2 * Math.PI * x), deviation: 0.05 + 0.45 * x * x }
}
