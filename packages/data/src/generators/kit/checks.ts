import { formatValue } from '@thinned/schema'
import { DataError } from '../../data-error.ts'

/** Refuses a row that lacks one of the first `count` numbers. */
export function checkRow(caller: string, row: ArrayLike<number>, count: number): void {
  for (let i = 0; i < count; i++)
    if (typeof row?.[i] !== 'number')
      throw new DataError(`${caller} was given ${formatValue(row)}; it takes a row of ${count} numbers.`)
}

/** Refuses numbers that left the range of float32, as by a great noise; returns the numbers. */
export function checkGenerated(owner: string, data: Float32Array): Float32Array {
  if (data.every(Number.isFinite)) return data
  throw new DataError(
    `${owner} was given numbers so great that an example is beyond the range of float32, 3.4e38; give smaller ones.`,
  )
}
