import { cos, sin } from '@thinned/math/float64'
import { foldIn, type Key, uniform } from '@thinned/rng'
import { type Fields, withDefault } from '@thinned/schema'
import { checkSize } from '../check-size.ts'
import type { Classified } from '../dataset/dataset.ts'
import { amount, dataOptions, generatorNames, key, size } from '../options.ts'
import { planar } from './kit/planar.ts'

export interface TwoMoonsOptions {
  readonly size: number
  /** Standard deviation of the noise added to both coordinates. Default 0.1. */
  readonly noise?: number
  readonly key: Key
}

const read = dataOptions(
  'twoMoons',
  { size, noise: withDefault(amount, 0.1), key } satisfies Fields<TwoMoonsOptions>,
  generatorNames,
)

/**
 * Two interleaving half circles of radius 1: points [size, 2], alternating between the classes 0 and 1.
 *
 * @throws {DataError} on a size that is no integer from 0 or beyond memory, on a noise below 0, and on one that float32 does not hold.
 * @example
 * ```ts
 * import { twoMoons } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs, targets } = twoMoons({ size: 4, key: key(0) })
 * console.log(inputs.shape, targets.data) // [ 4, 2 ] Int32Array(4) [ 0, 1, 0, 1 ]
 * ```
 */
export function twoMoons(options: TwoMoonsOptions): Classified {
  const { size, noise, key } = read(options)
  const angles = uniform(foldIn(key, 'angles'), checkSize('twoMoons', size, 2))
  return planar('two moons', 2, size, noise, key, (i, label) => {
    const angle = Math.PI * angles[i]!
    return label === 0 ? [cos(angle), sin(angle)] : [1 - cos(angle), 0.5 - sin(angle)]
  })
}
