import { formatValue } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import { checkForm, checkForms } from './array-fault.ts'
import { type Arrays, mapArrays, type NdArray } from './arrays.ts'
import type { Dataset } from './dataset.ts'

/**
 * The examples at `indices`, in that order, copied; repetitions are allowed.
 *
 * @throws {DataError} on an index that is no example, and on an array that is no typed array of the size that its shape says.
 * @example
 * ```ts
 * import { take, twoMoons } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const moons = twoMoons({ size: 40, key: key(1) })
 * console.log(take(moons, [3, 0, 3]).targets.data) // Int32Array(3) [ 1, 0, 1 ]
 * ```
 */
export function take<D extends Dataset<Arrays, Arrays>>(dataset: D, indices: ArrayLike<number>): D {
  checkForms(dataset)
  const { inputs, targets, weights } = dataset
  return {
    ...dataset,
    inputs: mapArrays(inputs, (array) => takeRows(array, indices)),
    targets: mapArrays(targets, (array) => takeRows(array, indices)),
    ...(weights ? { weights: takeRows(weights, indices) } : {}),
  }
}

/**
 * The rows (along axis 0) at `indices`, copied.
 *
 * @throws {DataError} on an index that is no row, and on values that are no typed array of the size that their shape says.
 * @example
 * ```ts
 * import { takeRows } from '@thinned/data'
 *
 * console.log(takeRows({ data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }, [1])) // { data: Float32Array(2) [ 3, 4 ], shape: [ 1, 2 ] }
 * ```
 */
export function takeRows<T extends NdArray>(array: T, indices: ArrayLike<number>): T {
  checkForm('takeRows was given values that', array)
  const count = array.shape[0]
  if (count === undefined) throw new DataError('takeRows was given a single number, of the shape []; it has no rows.')
  const width = count === 0 ? 0 : array.data.length / count
  checkIndices(indices, count)
  const data = new (array.data.constructor as new (length: number) => T['data'])(indices.length * width)
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]!
    data.set(array.data.subarray(row * width, (row + 1) * width), i * width)
  }
  return { ...array, data, shape: [indices.length, ...array.shape.slice(1)] }
}

/** Refuses indices that are no rows of `count` rows. */
export function checkIndices(indices: ArrayLike<number>, count: number): void {
  checkListOfRows(indices)
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]!
    if (!Number.isInteger(row) || row < 0 || row >= count)
      throw new DataError(`Index ${i} is ${formatValue(row)}; there are ${count} examples, numbered from 0.`)
  }
}

/** Refuses what is no list of numbers of rows. */
export function checkListOfRows(indices: unknown): asserts indices is ArrayLike<number> {
  if (typeof indices === 'object' && Number.isSafeInteger((indices as ArrayLike<number> | null)?.length)) return
  throw new DataError(`The rows are ${formatValue(indices)}; they are a list of their numbers, such as [0, 3].`)
}
