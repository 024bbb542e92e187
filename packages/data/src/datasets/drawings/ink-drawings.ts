import { type Fields, formatValue, number, withDefault } from '@thinned/schema'
import { checkSize } from '../../check-size.ts'
import { DataError } from '../../data-error.ts'
import type { NdArray } from '../../dataset/arrays.ts'
import { dataOptions } from '../../options.ts'
import { PIXELS, SIDE, toBytes } from '../glyphs/draw-glyphs.ts'
import { center, fitInto } from '../glyphs/lay-out.ts'
import { ink, type Line, newLine } from '../glyphs/line.ts'

/** The way of a pen: points [x, y] in any unit, y down. One point is a dot. */
export type Stroke = readonly (readonly [x: number, y: number])[]

export interface InkDrawingsOptions {
  /** Half the width of the stroke, in pixels of the image, from 0.25 to 4. Default 1.15, the mean of `digits`. */
  readonly radius?: number
  /** The width over which the edge of the stroke fades, in pixels, above 0 to 4. Default 1.5, the mean of `digits`. */
  readonly softness?: number
}

/** The mean length of the longer side of the box of `digits`, ink included, in pixels. */
const BOX = 19.25

const read = dataOptions('inkDrawings', {
  radius: withDefault(number({ from: 0.25, to: 4 }), 1.15),
  softness: withDefault(number({ above: 0, to: 4 }), 1.5),
} satisfies Fields<InkDrawingsOptions>)

/**
 * Images of what a person drew, made as those of `digits` and `letters` are: each drawing is scaled until its longer side is 19.25 pixels, moved until its
 * center of mass is in the middle, and inked. A model that was trained on `digits` can so be asked about strokes of a pen, a finger or a mouse, of any
 * size and anywhere: images [drawings, 28, 28, 1] in [0, 1], multiples of 1/255.
 *
 * @throws {DataError} where a drawing has no stroke, a stroke has no point, or a point is no pair of finite numbers.
 * @example
 * ```ts
 * import { inkDrawings } from '@thinned/data'
 *
 * const seven = [[[10, 10], [60, 10], [30, 90]], [[20, 50], [55, 50]]] as const
 * const { data, shape } = inkDrawings([seven])
 * console.log(shape, data.filter((ink) => ink > 0.5).length) // [ 1, 28, 28, 1 ] 86
 * ```
 */
export function inkDrawings(
  drawings: readonly (readonly Stroke[])[],
  options: InkDrawingsOptions = {},
): NdArray<Float32Array> {
  const { radius, softness } = read(options)
  if (!Array.isArray(drawings))
    throw new DataError(
      `inkDrawings was given ${formatValue(drawings)}; it takes a list of drawings, such as [[[[0, 0], [0, 9]]]]: drawings of strokes of points [x, y].`,
    )
  checkSize('inkDrawings', drawings.length, PIXELS)
  const images = new Float32Array(drawings.length * PIXELS)
  drawings.forEach((strokes, i) => {
    const line = lineOf(strokes, `Drawing ${i} of inkDrawings`)
    fitInto(line, BOX - 2 * radius)
    center(line, SIDE / 2, SIDE / 2)
    ink(line, { radius: [radius, radius], softness }, images.subarray(i * PIXELS, (i + 1) * PIXELS), SIDE)
  })
  toBytes(images)
  return { data: images, shape: [drawings.length, SIDE, SIDE, 1] }
}

/** The points of all strokes; a dot is a line of length 0. */
function lineOf(strokes: readonly Stroke[], name: string): Line {
  if (!Array.isArray(strokes) || strokes.length === 0 || !strokes.every((stroke) => stroke?.length > 0))
    throw new DataError(`${name} is ${formatValue(strokes)}; it takes strokes with points, such as [[[0, 0], [0, 9]]].`)
  const line = newLine(strokes.reduce((sum, stroke) => sum + stroke.length + 1, 0))
  for (const stroke of strokes) {
    for (const point of stroke.length === 1 ? [stroke[0]!, stroke[0]!] : stroke) {
      const [x, y] = Array.isArray(point) ? (point as readonly number[]) : []
      if (!(Number.isFinite(x) && Number.isFinite(y)))
        throw new DataError(`${name} has the point ${formatValue(point)}; points are pairs of finite numbers, [x, y].`)
      line.begins[line.length] = 0
      line.x[line.length] = x!
      line.y[line.length++] = y!
    }
    line.begins[line.length - Math.max(stroke.length, 2)] = 1
  }
  return line
}
