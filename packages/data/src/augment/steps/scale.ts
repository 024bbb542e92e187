import { exp, log } from '@thinned/math/float64'
import { uniform } from '@thinned/rng'
import type { Fields } from '@thinned/schema'
import { dataOptions } from '../../options.ts'
import { type Augmentation, strength, warpLinearly } from '../augmentation.ts'

export interface ScaleOptions {
  /** The most an image grows, from 1; it shrinks to 1/factor at most. */
  readonly factor: number
}

const read = dataOptions('scale', { factor: strength(1) } satisfies Fields<ScaleOptions>, {
  range: 'factor',
  zoom: 'factor',
})

/**
 * Makes an image larger or smaller about its middle, by factor^u with u drawn evenly from −1 to 1.
 *
 * @throws {DataError} on a factor below 1.
 * @example
 * ```ts
 * import { augment, digits, scale } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs } = digits({ size: 1, key: key(0) })
 * console.log(augment([scale({ factor: 1.2 })]).apply(inputs, [0], key(1)).shape) // [ 1, 28, 28, 1 ]
 * ```
 */
export function scale(options: ScaleOptions): Augmentation {
  const { factor } = read(options)
  return {
    kind: 'scale',
    settings: { factor },
    warp(coordinates, size, key) {
      const shrink = exp(log(factor) * (1 - 2 * uniform(key, 1)[0]!))
      warpLinearly(coordinates, size, [shrink, 0, 0, shrink])
    },
  }
}
