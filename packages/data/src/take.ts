import { DataError } from './data-error.ts'
import type { Dataset } from './dataset.ts'
import type { NdArray } from './nd-array.ts'

/** The examples at `indices`, in that order, copied; repetitions are allowed. */
export function take<D extends Dataset>(dataset: D, indices: ArrayLike<number>): D {
  const { inputs, targets, weights } = dataset
  return {
    ...dataset,
    inputs: takeRows(inputs, indices),
    targets: takeRows(targets, indices),
    ...(weights ? { weights: takeRows(weights, indices) } : {}),
  }
}

/** The rows (along axis 0) at `indices`, copied. */
export function takeRows<T extends NdArray>(array: T, indices: ArrayLike<number>): T {
  const count = array.shape[0]!
  const width = count === 0 ? 0 : array.data.length / count
  const data = new (array.data.constructor as new (length: number) => T['data'])(indices.length * width)
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]!
    if (!Number.isInteger(row) || row < 0 || row >= count) {
      throw new DataError(`Index ${i} is ${row}; there are ${count} examples, numbered from 0.`)
    }
    data.set(array.data.subarray(row * width, (row + 1) * width), i * width)
  }
  return { ...array, data, shape: [indices.length, ...array.shape.slice(1)] }
}
