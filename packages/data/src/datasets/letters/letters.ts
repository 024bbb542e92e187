import { foldIn, type Key } from '@thinned/rng'
import { type Fields, integer, withDefault } from '@thinned/schema'
import type { Classified } from '../../dataset/dataset.ts'
import { dataOptions, generatorNames, key, nameOr, size } from '../../options.ts'
import { drawGlyphs } from '../glyphs/draw-glyphs.ts'
import { LETTERS } from './letter-glyphs.ts'

export interface LettersOptions {
  /** How many, from 0. */
  readonly size: number
  readonly key: Key
  /** The number of the first one: letter i is a function of the key and i alone. Default 0. */
  readonly start?: number
  /** Default 'letters'. */
  readonly name?: string
}

const read = dataOptions(
  'letters',
  { size, key, start: withDefault(integer({ from: 0 }), 0), name: nameOr('letters') } satisfies Fields<LettersOptions>,
  { ...generatorNames, offset: 'start', from: 'start' },
)

/**
 * Procedural handwritten capitals, drawn as `digits` draws: images [size, 28, 28, 1] in [0, 1], and their classes, named by `classNames`.
 * A model of digits has not seen them: they measure what an uncertainty says away from the training data. Letters that a hand may write
 * as a digit (B C D G I J O Q S Z) are left out; 16 remain. Sixteen in a row hold each once. The generator is frozen.
 *
 * @throws {DataError} unless size and start are integers from 0.
 * @example
 * ```ts
 * import { letters } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs, classNames } = letters({ size: 10, key: key(0) })
 * console.log(inputs.shape, classNames.join('')) // [ 10, 28, 28, 1 ] AEFHKLMNPRTUVWXY
 * ```
 */
export function letters(options: LettersOptions): Classified & { readonly classNames: readonly string[] } {
  const given = read(options)
  // A key of its own: the strokes of digits of the same key are others.
  const images = drawGlyphs('letters', Object.values(LETTERS), { ...given, key: foldIn(given.key, 'letters') })
  return { ...images, classNames: Object.keys(LETTERS) }
}
