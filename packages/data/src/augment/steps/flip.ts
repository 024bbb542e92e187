import { bernoulli } from '@thinned/rng'
import { DataError } from '../../data-error.ts'
import type { Augmentation } from '../augmentation.ts'

export interface FlipOptions {
  /** 'x' exchanges left and right, 'y' top and bottom. Default 'x'. */
  readonly axis?: 'x' | 'y'
  /** How often, in [0, 1]. Default 0.5. */
  readonly chance?: number
}

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
export function flip({ axis = 'x', chance = 0.5 }: FlipOptions = {}): Augmentation {
  if (!(chance >= 0 && chance <= 1))
    throw new DataError(`flip was given chance: ${chance}; it is a number from 0 to 1, where 0 changes nothing.`)
  if (axis !== 'x' && axis !== 'y')
    throw new DataError(`flip was given axis: ${JSON.stringify(axis)}; it is 'x' or 'y'.`)
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
