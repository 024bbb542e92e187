import type { NdArray } from '@thinned/data'
import { dtypeOf, formatShape, sizeOf } from '@thinned/tensor'
import { TrainError } from '../train-error.ts'

interface FiniteOptions {
  readonly columns?: readonly string[] | undefined
  /** Whether it may be a mask. */
  readonly masks?: boolean
  /** What takes the numbers. */
  readonly user?: string
}

/**
 * Refuses numbers that are not finite, with the place of the first: its row, and its column or its indices within the row. Of several arrays by name one
 * may be a mask, which adds −Infinity.
 */
export function checkFinite(
  subject: string,
  { data, shape }: NdArray,
  { columns, masks = false, user = 'training' }: FiniteOptions = {},
): void {
  if (!dtypeOf(data)?.startsWith('float') || areFinite(data)) return
  const place = data.findIndex((value) => !Number.isFinite(value) && !(masks && value === -Infinity))
  if (place < 0) return
  const perRow = data.length / shape[0]!
  const within = place % perRow
  const indices = shape.slice(1).map((extent, axis) => Math.floor(within / sizeOf(shape.slice(axis + 2))) % extent)
  const column = columns?.[within] === undefined ? `${within}` : `${within} (${columns[within]})`
  const inRow = shape.length === 2 ? `, column ${column}` : shape.length > 2 ? ` at ${formatShape(indices)}` : ''
  throw new TrainError(
    `${subject} hold ${data[place]} in row ${Math.floor(place / perRow)}${inRow}; ${user} takes finite numbers. Put a number in its place, as impute does in tables, or leave the row out.`,
    { code: 'invalid-data' },
  )
}

/** Whether all numbers are finite, in one pass: x − x is 0 for those, and else NaN. */
function areFinite(data: NdArray['data']): boolean {
  let sum = 0
  for (let i = 0; i < data.length; i++) sum += data[i]! - data[i]!
  return sum === 0
}
