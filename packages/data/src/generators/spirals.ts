import { cos, sin } from '@thinned/math/float64'
import { foldIn, type Key, uniform } from '@thinned/rng'
import { type Fields, integer, number, withDefault } from '@thinned/schema'
import { checkSize } from '../check-size.ts'
import type { Classified } from '../dataset/dataset.ts'
import { amount, dataOptions, generatorNames, key, size } from '../options.ts'
import { planar } from './kit/planar.ts'

export interface SpiralsOptions {
  readonly size: number
  /** Arms, from 2. Default 2. */
  readonly classes?: number
  /** Turns of each arm, from −1,000 to 1,000; below 0 the other way round. Default 1. */
  readonly turns?: number
  /** Standard deviation of the noise added to both coordinates. Default 0.02. */
  readonly noise?: number
  readonly key: Key
}

const read = dataOptions(
  'spirals',
  {
    size,
    classes: withDefault(integer({ from: 2 }), 2),
    turns: withDefault(number({ from: -1000, to: 1000 }), 1),
    noise: withDefault(amount, 0.02),
    key,
  } satisfies Fields<SpiralsOptions>,
  { ...generatorNames, centers: 'classes', nClasses: 'classes' },
)

/**
 * Spiral arms from the origin to radius 1, one for each class: points [size, 2], cycling through the classes.
 *
 * @throws {DataError} on a size that is no integer from 0 or beyond memory, on fewer than 2 classes, and on a noise below 0.
 * @example
 * ```ts
 * import { spirals } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * console.log(spirals({ size: 5, classes: 3, key: key(0) }).targets.data) // Int32Array(5) [ 0, 1, 2, 0, 1 ]
 * ```
 */
export function spirals(options: SpiralsOptions): Classified {
  const { size, classes, turns, noise, key } = read(options)
  const radii = uniform(foldIn(key, 'angles'), checkSize('spirals', size, 2))
  return planar('spirals', classes, size, noise, key, (i, label) => {
    const angle = 2 * Math.PI * (turns * radii[i]! + label / classes)
    return [radii[i]! * cos(angle), radii[i]! * sin(angle)]
  })
}
