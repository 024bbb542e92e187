import { formatValue } from '@thinned/schema'
import { DataError } from '../../data-error.ts'

/** Refuses a row that lacks one of the first `count` numbers. */
export function checkRow(caller: string, row: ArrayLike<number>, count: number): void {
  for (let i = 0; i < count; i++)
    if (typeof row?.[i] !== 'number')
      throw new DataError(`${caller} was given ${formatValue(row)}; it takes a row of ${count} numbers.`)
}
