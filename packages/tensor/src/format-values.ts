import type { TypedArray } from './dtype.ts'
import { type Shape, sizeOf } from './shape.ts'

/** From how many elements on the middle of long axes is left out, and how many places are shown at each end. */
const WHOLE = 1000
const EDGE = 3

/** Row-major values as nested brackets, aligned, five digits each; the middle of large arrays is left out. */
export function formatValues(values: TypedArray, shape: Shape): string {
  if (sizeOf(shape) === 0) return '[]'
  const edge = sizeOf(shape) > WHOLE ? EDGE : Number.POSITIVE_INFINITY
  const texts = new Map<number, string>()
  for (const at of shownPlaces(shape, edge)) texts.set(at, formatNumber(values[at]!))
  const width = Math.max(...[...texts.values()].map(({ length }) => length))
  const write = (axis: number, offset: number): string => {
    if (axis === shape.length) return texts.get(offset)!.padStart(shape.length > 1 ? width : 0)
    const step = sizeOf(shape.slice(axis + 1))
    const parts = shown(shape[axis]!, edge).map((i) => (i === 'gap' ? '…' : write(axis + 1, offset + i * step)))
    const isLast = axis === shape.length - 1
    const blanks = '\n'.repeat(shape.length - 1 - axis)
    return `[${parts.join(isLast ? ', ' : `,${blanks}${' '.repeat(axis + 1)}`)}]`
  }
  return write(0, 0)
}

function formatNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(Number(value.toPrecision(5)))
}

/** The places of an axis that are shown, with a gap where some are left out. */
function shown(extent: number, edge: number): (number | 'gap')[] {
  const places = Array.from({ length: Math.min(extent, 2 * edge) }, (_, i) => i)
  if (extent <= 2 * edge) return places
  return places.flatMap((i) => (i < edge ? [i] : i === edge ? ['gap', extent - edge] : [extent - 2 * edge + i]))
}

function shownPlaces(shape: Shape, edge: number): number[] {
  return shape.reduce<number[]>(
    (offsets, extent) =>
      offsets.flatMap((offset) => shown(extent, edge).flatMap((i) => (i === 'gap' ? [] : [offset * extent + i]))),
    [0],
  )
}
