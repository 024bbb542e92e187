import type { Key } from '@thinned/rng'
import { type Fields, integer, withDefault } from '@thinned/schema'
import type { Classified } from '../../dataset/dataset.ts'
import { dataOptions, generatorNames, key, nameOr, size } from '../../options.ts'
import { drawGlyphs } from '../glyphs/draw-glyphs.ts'
import { DIGITS } from './digit-glyphs.ts'

export interface DigitsOptions {
  /** How many, from 0. */
  readonly size: number
  readonly key: Key
  /** The number of the first one: digit i is a function of the key and i alone. Default 0. */
  readonly start?: number
  /** Default 'digits'. */
  readonly name?: string
}

const read = dataOptions(
  'digits',
  { size, key, start: withDefault(integer({ from: 0 }), 0), name: nameOr('digits') } satisfies Fields<DigitsOptions>,
  { ...generatorNames, offset: 'start', from: 'start' },
)

/**
 * Procedural handwritten digits: images [size, 28, 28, 1] in [0, 1], multiples of 1/255, and their classes 0 … 9. Strokes are drawn
 * through points that are mixed between ways of writing a digit, jittered, distorted by a smooth field, slanted, turned, squeezed,
 * fitted into MNIST's box and inked with a pen of random width. Ten in a row hold each class once. The generator is frozen: equal keys
 * give equal images in every version.
 *
 * @throws {DataError} unless size and start are integers from 0.
 * @example
 * ```ts
 * import { digits } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs, targets } = digits({ size: 10, key: key(0) })
 * console.log(inputs.shape, targets.data.toSorted().join(' ')) // [ 10, 28, 28, 1 ] 0 1 2 3 4 5 6 7 8 9
 * ```
 */
export function digits(options: DigitsOptions): Classified {
  return drawGlyphs('digits', DIGITS, read(options))
}
