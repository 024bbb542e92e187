import { uniform } from '@thinned/rng'
import type { Fields } from '@thinned/schema'
import { dataOptions } from '../../options.ts'
import { type Augmentation, strength } from '../augmentation.ts'

export interface ShiftOptions {
  /** The farthest an image moves along either axis, from 0. */
  readonly pixels: number
}

const read = dataOptions('shift', { pixels: strength(0) } satisfies Fields<ShiftOptions>, {
  dx: 'pixels',
  distance: 'pixels',
  fraction: 'pixels',
})

/**
 * Moves an image by two numbers drawn evenly from −pixels to pixels, fractions of a pixel included.
 *
 * @throws {DataError} on pixels below 0.
 * @example
 * ```ts
 * import { augment, digits, shift } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs } = digits({ size: 1, key: key(0) })
 * console.log(augment([shift({ pixels: 3 })]).apply(inputs, [0], key(1)).shape) // [ 1, 28, 28, 1 ]
 * ```
 */
export function shift(options: ShiftOptions): Augmentation {
  const { pixels } = read(options)
  return {
    kind: 'shift',
    settings: { pixels },
    warp({ x, y }, _, key) {
      const [across, down] = uniform(key, 2).map((u) => 2 * u - 1) as unknown as [number, number]
      for (let i = 0; i < x.length; i++) {
        x[i] = x[i]! - pixels * across
        y[i] = y[i]! - pixels * down
      }
    },
  }
}
