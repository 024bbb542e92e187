import { type Key, permutation } from '@thinned/rng'
import { formatValue } from '@thinned/schema'
import { checkInteger } from '../check-options.ts'
import { checkCount } from '../check-size.ts'
import { DataError } from '../data-error.ts'

/**
 * Cuts the examples 0 … n − 1 into batches of `batchSize`; the last one may be shorter. With a key, `permutation(key, n)` shuffles the
 * examples first: give each epoch another key.
 *
 * @throws {DataError} unless n is an integer from 0 to 2^30 and the batch size one from 1.
 * @example
 * ```ts
 * import { batches } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * console.log(batches(5, 2, key(2)).map((rows) => rows.join(' '))) // [ '3 1', '0 2', '4' ]
 * ```
 */
export function batches(n: number, batchSize: number, key?: Key): readonly Uint32Array[] {
  if (typeof n === 'object')
    throw new DataError(
      `batches was given ${formatValue(n)} as n; it takes the number of examples. Write batches(countExamples(data), 32, key), and take(data, rows) for the examples of one batch.`,
    )
  checkCount('batches', 'n', n)
  checkInteger('batches', 'batchSize', batchSize, 1)
  const order = key ? permutation(key, n) : Uint32Array.from({ length: n }, (_, i) => i)
  const count = Math.ceil(n / batchSize)
  return Array.from({ length: count }, (_, i) => order.subarray(i * batchSize, (i + 1) * batchSize))
}
