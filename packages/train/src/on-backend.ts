import { type Dataset, type NdArray, takeRows } from '@thinned/data'
import { type Backend, type Tensor, tensor } from '@thinned/tensor'
import type { Batch } from './objective.ts'

/** Rows of an array as a tensor on a backend. */
export function rowsOnBackend(array: NdArray, rows: ArrayLike<number>, backend: Backend): Tensor {
  const { data, shape } = takeRows(array, rows)
  return tensor(data, { shape, backend })
}

export function batchOnBackend({ inputs, targets }: Dataset, rows: ArrayLike<number>, backend: Backend): Batch {
  return { inputs: rowsOnBackend(inputs, rows, backend), targets: rowsOnBackend(targets, rows, backend) }
}
