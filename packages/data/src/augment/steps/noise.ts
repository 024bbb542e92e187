import { normal } from '@thinned/rng'
import type { Fields } from '@thinned/schema'
import { dataOptions } from '../../options.ts'
import { type Augmentation, strength } from '../augmentation.ts'

export interface NoiseOptions {
  /** The standard deviation, from 0 to 10^30. */
  readonly deviation: number
}

const read = dataOptions('noise', { deviation: strength(0, 1e30) } satisfies Fields<NoiseOptions>, {
  std: 'deviation',
  stddev: 'deviation',
  sigma: 'deviation',
  noise: 'deviation',
})

/**
 * Adds Gaussian noise to every value. Values may leave [0, 1]: nothing is clamped.
 *
 * @throws {DataError} on a deviation below 0, or beyond 10^30.
 * @example
 * ```ts
 * import { augment, digits, noise } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs } = digits({ size: 1, key: key(0) })
 * console.log(augment([noise({ deviation: 0.1 })]).apply(inputs, [0], key(1)).shape) // [ 1, 28, 28, 1 ]
 * ```
 */
export function noise(options: NoiseOptions): Augmentation {
  const { deviation } = read(options)
  return {
    kind: 'noise',
    settings: { deviation },
    adjust(image, _, key) {
      const strays = normal(key, image.length)
      for (let i = 0; i < image.length; i++) image[i] = image[i]! + deviation * strays[i]!
    },
  }
}
