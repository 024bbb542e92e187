import { uniform } from '@thinned/rng'
import type { Fields } from '@thinned/schema'
import { dataOptions } from '../../options.ts'
import { type Augmentation, strength, warpLinearly } from '../augmentation.ts'

export interface ShearOptions {
  /** The farthest a row moves to either side for each row between it and the middle, from 0. */
  readonly slope: number
}

const read = dataOptions('shear', { slope: strength(0) } satisfies Fields<ShearOptions>, {
  degrees: 'slope, the tangent of the angle',
  factor: 'slope',
})

/**
 * Slants an image: rows move along x by their distance from the middle times a number drawn evenly from −slope to slope.
 *
 * @throws {DataError} on a slope below 0.
 * @example
 * ```ts
 * import { augment, digits, shear } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs } = digits({ size: 1, key: key(0) })
 * console.log(augment([shear({ slope: 0.2 })]).apply(inputs, [0], key(1)).shape) // [ 1, 28, 28, 1 ]
 * ```
 */
export function shear(options: ShearOptions): Augmentation {
  const { slope } = read(options)
  return {
    kind: 'shear',
    settings: { slope },
    warp(coordinates, size, key) {
      warpLinearly(coordinates, size, [1, slope * (1 - 2 * uniform(key, 1)[0]!), 0, 1])
    },
  }
}
