import { cos, sin } from '@thinned/math/float64'
import { uniform } from '@thinned/rng'
import type { Fields } from '@thinned/schema'
import { dataOptions } from '../../options.ts'
import { type Augmentation, strength, warpLinearly } from '../augmentation.ts'

export interface RotateOptions {
  /** The farthest an image turns to either side, from 0 to 360. */
  readonly degrees: number
}

const read = dataOptions('rotate', { degrees: strength(0, 360) } satisfies Fields<RotateOptions>, {
  angle: 'degrees',
  radians: 'degrees',
  range: 'degrees',
})

/**
 * Turns an image about its middle by an angle drawn evenly from −degrees to degrees; positive angles turn clockwise as the image is seen,
 * with its first row on top.
 *
 * @throws {DataError} on degrees outside [0, 360].
 * @example
 * ```ts
 * import { augment, digits, rotate } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs } = digits({ size: 1, key: key(0) })
 * console.log(augment([rotate({ degrees: 10 })]).apply(inputs, [0], key(1)).shape) // [ 1, 28, 28, 1 ]
 * ```
 */
export function rotate(options: RotateOptions): Augmentation {
  const { degrees } = read(options)
  return {
    kind: 'rotate',
    settings: { degrees },
    warp(coordinates, size, key) {
      const angle = (Math.PI / 180) * degrees * (2 * uniform(key, 1)[0]! - 1)
      const [c, s] = [cos(angle), sin(angle)]
      warpLinearly(coordinates, size, [c, s, -s, c])
    },
  }
}
