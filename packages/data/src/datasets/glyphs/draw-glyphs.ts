import { fillUniform, foldIn, type Key, permutation } from '@thinned/rng'
import { checkSize } from '../../check-size.ts'
import { DataError } from '../../data-error.ts'
import type { Classified } from '../../dataset/dataset.ts'
import { distort, newField } from './distort.ts'
import { Draws } from './draws.ts'
import type { Glyph } from './glyph.ts'
import { layOut } from './lay-out.ts'
import { ink, newLine } from './line.ts'
import { writeGlyph } from './write-glyph.ts'

export const SIDE: number = 28
export const PIXELS: number = SIDE * SIDE

/** More than any glyph takes. Element j of image i is element DRAWS · i + j of the stream. */
const DRAWS = 192

/** The numbers of blocks in which each glyph stands once: each has a key. */
const BLOCKS = 4_294_967_296

/** Which images to draw: image i is a function of the key and i alone. */
export interface Drawn {
  readonly size: number
  readonly key: Key
  readonly start: number
  readonly name: string
}

/** Images [size, 28, 28, 1] of glyphs in handwriting, and their places in the list of glyphs. As many in a row as there are glyphs hold each once. */
export function drawGlyphs(
  caller: 'digits' | 'letters',
  glyphs: readonly Glyph[],
  { size, key, start, name }: Drawn,
): Classified {
  const classes = glyphs.length
  const most = classes * BLOCKS
  checkSize(caller, size, PIXELS)
  if (start + size > most)
    throw new DataError(`${caller} was given start ${start}; ${caller} are numbered from 0 to ${most - 1}.`)
  const images = new Float32Array(size * PIXELS)
  const labels = new Int32Array(size)
  const shapes = foldIn(key, 'shapes')
  const line = newLine(256)
  const field = newField()
  const draws = new Draws(DRAWS)
  const labelKey = foldIn(key, 'labels')
  for (let i = 0; i < size; i++) {
    const n = start + i
    const label = permutation(foldIn(labelKey, Math.floor(n / classes)), classes)[n % classes]!
    labels[i] = label
    fillUniform(shapes, draws.numbers, DRAWS * n)
    draws.rewind()
    writeGlyph(glyphs[label]!, draws, line)
    distort(line, draws, field)
    const u = draws.unit()
    const radius = 0.75 + 1.05 * u * draws.unit() + 0.25 * draws.unit()
    const pressure = 0.25 * draws.around()
    const softness = draws.between(1.1, 1.9)
    layOut(line, SIDE, radius, draws)
    const image = images.subarray(i * PIXELS, (i + 1) * PIXELS)
    ink(line, { radius: [radius * (1 + pressure), radius * (1 - pressure)], softness }, image, SIDE)
  }
  toBytes(images)
  return {
    name,
    inputs: { data: images, shape: [size, SIDE, SIDE, 1] },
    targets: { data: labels, shape: [size] },
    classes,
  }
}

/** Rounds ink to what a byte holds: multiples of 1/255. */
export function toBytes(images: Float32Array): void {
  for (let i = 0; i < images.length; i++) images[i] = Math.round(images[i]! * 255) / 255
}
