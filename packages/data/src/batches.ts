import { type Key, permutation } from '@thinned/rng'
import { DataError } from './data-error.ts'

/**
 * Cuts the examples 0 … n − 1 into batches of `batch`, the last one shorter where they do not come out even. With a key they
 * are shuffled by `permutation(key, n)`: give each epoch a key of its own. Batch i can be made without those before it.
 *
 * @throws {DataError} where n or the batch size is not such an integer.
 * @example
 * ```ts
 * import { batches } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * console.log(batches(5, 2, key(2)).map((rows) => rows.join(' '))) // [ '3 1', '0 2', '4' ]
 * ```
 */
export function batches(n: number, batch: number, key?: Key): readonly Uint32Array[] {
  if (!Number.isInteger(n) || n < 0) throw new DataError(`The number of examples is ${n}; it is an integer from 0.`)
  if (!Number.isInteger(batch) || batch < 1) throw new DataError(`The batch size is ${batch}; it is an integer from 1.`)
  const order = key ? permutation(key, n) : Uint32Array.from({ length: n }, (_, i) => i)
  return Array.from({ length: Math.ceil(n / batch) }, (_, i) => order.subarray(i * batch, (i + 1) * batch))
}
