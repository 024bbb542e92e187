import { cos, sin } from '@thinned/math/float64'
import { foldIn, type Key, uniform } from '@thinned/rng'
import { type Fields, number, withDefault } from '@thinned/schema'
import { checkSize } from '../check-size.ts'
import type { Classified } from '../dataset/dataset.ts'
import { amount, dataOptions, generatorNames, key, size } from '../options.ts'
import { planar } from './kit/planar.ts'

export interface CirclesOptions {
  readonly size: number
  /** The radius of the inner circle, above 0 and below 1. Default 0.5. */
  readonly factor?: number
  /** Standard deviation of the noise added to both coordinates. Default 0.05. */
  readonly noise?: number
  readonly key: Key
}

const read = dataOptions(
  'circles',
  {
    size,
    factor: withDefault(number({ above: 0, below: 1 }), 0.5),
    noise: withDefault(amount, 0.05),
    key,
  } satisfies Fields<CirclesOptions>,
  generatorNames,
)

/**
 * A circle of radius 1 (class 0) around one of radius `factor` (class 1): points [size, 2], alternating between the classes, at uniform angles.
 *
 * @throws {DataError} on a size that is no integer from 0 or beyond memory, a factor outside (0, 1), and a noise below 0.
 * @example
 * ```ts
 * import { circles } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const [x, y] = circles({ size: 1, noise: 0, key: key(0) }).inputs.data
 * console.log((x! * x! + y! * y!).toFixed(6)) // 1.000000
 * ```
 */
export function circles(options: CirclesOptions): Classified {
  const { size, factor, noise, key } = read(options)
  const angles = uniform(foldIn(key, 'angles'), checkSize('circles', size, 2))
  return planar('circles', 2, size, noise, key, (i, label) => {
    const [angle, radius] = [2 * Math.PI * angles[i]!, label === 0 ? 1 : factor]
    return [radius * cos(angle), radius * sin(angle)]
  })
}
