import { fillUniform, foldIn, type Key, permutation } from '@thinned/rng'
import { type Fields, integer, withDefault } from '@thinned/schema'
import { checkSize } from '../../check-size.ts'
import { DataError } from '../../data-error.ts'
import type { Classified } from '../../dataset/dataset.ts'
import { dataOptions, generatorNames, key, nameOr, size } from '../../options.ts'
import { distort, newField } from './distort.ts'
import { Draws } from './draws.ts'
import { layOut } from './lay-out.ts'
import { ink, newLine } from './line.ts'
import { writeGlyph } from './write-glyph.ts'

const SIDE = 28
const PIXELS = SIDE * SIDE
const CLASSES = 10

/** More than any digit takes. Element j of digit i is element DRAWS · i + j of the stream. */
const DRAWS = 192

/** Each ten have a key, and there are 2^32. */
const MOST_DIGITS = CLASSES * 4_294_967_296

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
  const { size, key, start, name } = read(options)
  checkSize('digits', size, PIXELS)
  if (start + size > MOST_DIGITS)
    throw new DataError(`digits was given start ${start}; digits are numbered from 0 to ${MOST_DIGITS - 1}.`)
  const images = new Float32Array(size * PIXELS)
  const labels = new Int32Array(size)
  const shapes = foldIn(key, 'shapes')
  const line = newLine(256)
  const field = newField()
  const draws = new Draws(DRAWS)
  const labelKey = foldIn(key, 'labels')
  for (let i = 0; i < size; i++) {
    const n = start + i
    const label = permutation(foldIn(labelKey, Math.floor(n / CLASSES)), CLASSES)[n % CLASSES]!
    labels[i] = label
    fillUniform(shapes, draws.numbers, DRAWS * n)
    draws.rewind()
    writeGlyph(label, draws, line)
    distort(line, draws, field)
    const u = draws.unit()
    const radius = 0.75 + 1.05 * u * draws.unit() + 0.25 * draws.unit()
    const pressure = 0.25 * draws.around()
    const softness = draws.between(1.1, 1.9)
    layOut(line, SIDE, radius, draws)
    const image = images.subarray(i * PIXELS, (i + 1) * PIXELS)
    ink(line, { radius: [radius * (1 + pressure), radius * (1 - pressure)], softness }, image, SIDE)
    for (let p = 0; p < PIXELS; p++) image[p] = Math.round(image[p]! * 255) / 255
  }
  return {
    name,
    inputs: { data: images, shape: [size, SIDE, SIDE, 1] },
    targets: { data: labels, shape: [size] },
    classes: CLASSES,
  }
}
