import { bernoulli } from '@thinned/rng'
import { type Fields, number, oneOf, withDefault } from '@thinned/schema'
import { dataOptions } from '../../options.ts'
import type { Augmentation } from '../augmentation.ts'

export interface FlipOptions {
  /** 'x' exchanges left and right, 'y' top and bottom. Default 'x'. */
  readonly axis?: 'x' | 'y'
  /** How often, in [0, 1]. Default 0.5. */
  readonly chance?: number
}

const read = dataOptions(
  'flip',
  {
    axis: withDefault(oneOf('x', 'y'), 'x'),
    chance: withDefault(number({ from: 0, to: 1 }), 0.5),
  } satisfies Fields<FlipOptions>,
  {
    p: 'chance',
    prob: 'chance',
    probability: 'chance',
    mode: 'axis',
    horizontal: "axis: 'x'",
    vertical: "axis: 'y'",
  },
)

/**
 * Mirrors an image with a given chance, exactly.
 *
 * @throws {DataError} on a chance outside [0, 1], and another axis.
 * @example
 * ```ts
 * import { augment, flip } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const image = { data: Float32Array.of(1, 2, 3), shape: [1, 1, 3, 1] }
 * console.log(augment([flip({ chance: 1 })]).apply(image, [0], key(0)).data) // Float32Array(3) [ 3, 2, 1 ]
 * ```
 */
export function flip(options: FlipOptions = {}): Augmentation {
  const { axis, chance } = read(options)
  return {
    kind: 'flip',
    settings: { axis, chance },
    warp(coordinates, { height, width }, key) {
      if (bernoulli(key, 1, chance)[0] === 0) return
      const along = coordinates[axis]
      const last = (axis === 'x' ? width : height) - 1
      for (let i = 0; i < along.length; i++) along[i] = last - along[i]!
    },
  }
}
