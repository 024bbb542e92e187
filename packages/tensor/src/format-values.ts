import { dtypeOf, isFloat, type TypedArray } from './dtype.ts'
import { type Shape, sizeOf } from './shape.ts'

/** Arrays of at most this many elements are printed in full; of larger ones, a few elements at each end of an axis. */
const FULL = 200
const EDGES = [3, 2, 1]
/** Characters of a line. */
const LINE = 100

/** Row-major values as nested brackets, aligned; floats with five digits. Long rows wrap, and large arrays omit their middle. */
export function formatValues(values: TypedArray, shape: Shape): string {
  if (sizeOf(shape) === 0) return '[]'
  const edge = edgeFor(shape)
  const texts = new Map<number, string>()
  const formatOne = isFloat(dtypeOf(values)!) ? formatFloat : String
  for (const offset of printedOffsets(shape, edge)) texts.set(offset, formatOne(values[offset]!))
  const lengths = [...texts.values()].map(({ length }) => length)
  const fits = shape.length < 2 && lengths.reduce((total, length) => total + length + 2, 0) <= LINE
  const width = fits ? 0 : lengths.reduce((most, length) => Math.max(most, length), 0)
  const write = (axis: number, offset: number): string => {
    if (axis === shape.length) return texts.get(offset)!.padStart(width)
    const step = sizeOf(shape.slice(axis + 1))
    const parts = printedIndices(shape[axis]!, edge).map((i) =>
      i === 'gap' ? '…' : write(axis + 1, offset + i * step),
    )
    const indent = ' '.repeat(axis + 1)
    if (axis === shape.length - 1) return `[${wrapLines(parts, indent)}]`
    return `[${parts.join(`,${'\n'.repeat(shape.length - 1 - axis)}${indent}`)}]`
  }
  return write(0, 0)
}

/** Five digits; short integers in full; very large and very small numbers with an exponent. */
function formatFloat(value: number): string {
  if (Object.is(value, -0)) return '-0'
  const magnitude = Math.abs(value)
  if (!Number.isFinite(value) || (Number.isInteger(value) && magnitude < 1e8)) return String(value)
  const rounded = Number(value.toPrecision(5))
  if (magnitude >= 1e-4 && Math.abs(rounded) < 1e5) return String(rounded)
  return rounded.toExponential().replace('e+', 'e')
}

/** Parts in lines of limited length, with commas between them. */
function wrapLines(parts: readonly string[], indent: string): string {
  const lines: string[] = []
  for (const part of parts) {
    const line = lines.at(-1)
    if (line === undefined || indent.length + line.length + part.length + 3 > LINE) lines.push(part)
    else lines[lines.length - 1] = `${line}, ${part}`
  }
  return lines.join(`,\n${indent}`)
}

/** The number of elements to print at each end of an axis: fewer where there are many axes. */
function edgeFor(shape: Shape): number {
  if (sizeOf(shape) <= FULL) return Number.POSITIVE_INFINITY
  const printed = (edge: number): number => sizeOf(shape.map((extent) => Math.min(extent, 2 * edge)))
  return EDGES.find((edge) => printed(edge) <= FULL) ?? 1
}

/** The indices of an axis to print, with a gap where some are omitted. */
function printedIndices(extent: number, edge: number): (number | 'gap')[] {
  const indices = Array.from({ length: Math.min(extent, 2 * edge) }, (_, i) => i)
  if (extent <= 2 * edge) return indices
  return indices.flatMap((i) => (i < edge ? [i] : i === edge ? ['gap', extent - edge] : [extent - 2 * edge + i]))
}

function printedOffsets(shape: Shape, edge: number): number[] {
  return shape.reduce<number[]>(
    (offsets, extent) =>
      offsets.flatMap((offset) =>
        printedIndices(extent, edge).flatMap((i) => (i === 'gap' ? [] : [offset * extent + i])),
      ),
    [0],
  )
}
