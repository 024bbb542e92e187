import { foldIn, type Key, uniform } from '@thinned/rng'
import { formatValue } from '@thinned/schema'
import { checkNumbers } from '../../batches/check-numbers.ts'
import { MetricsError } from '../../metrics-error.ts'

/** Where rows stand in the stream of draws: the place of the first of them, or of each. */
export type RowPlaces = number | ArrayLike<number>

/**
 * A draw of [0, 1) for each of n rows, element `row` of the stream, so that the draw of a row depends on its place alone; 1 for each without a key.
 * The rows of the calibration and those of predictions have streams of their own.
 */
export function rowDraws(
  key: Key | undefined,
  stream: 'calibration' | 'prediction',
  n: number,
  row: RowPlaces = 0,
): ArrayLike<number> {
  if (key === undefined) return new Float32Array(n).fill(1)
  const own = foldIn(key, stream)
  if (typeof row === 'number') return uniform(own, n, row)
  return Float32Array.from(row, (place) => uniform(own, 1, place)[0]!)
}

const LAST_PLACE = 2 ** 32 - 1

/** Refuses all but a place for the first row, or one for each. */
export function checkPlaces(row: RowPlaces, n: number): void {
  if (typeof row !== 'number') {
    checkNumbers('The rows are', row)
    if (row.length !== n)
      throw new MetricsError(`${row.length} places of rows were given for ${n} rows; there is one for each.`)
  }
  const places = typeof row === 'number' ? [row] : row
  for (let i = 0; i < places.length; i++)
    if (!(Number.isSafeInteger(places[i]) && places[i]! >= 0 && places[i]! <= LAST_PLACE))
      throw new MetricsError(
        `The place of row ${i} is ${formatValue(places[i])}; places are integers from 0 to ${LAST_PLACE}, as in row: 0, or row: [4, 7].`,
      )
}
