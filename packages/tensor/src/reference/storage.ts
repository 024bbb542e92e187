import { type DType, newArray, type TypedArray } from '../dtype.ts'
import { type Shape, sizeOf } from '../shape.ts'
import { denseView, isContiguous, type Storage, type View } from '../view.ts'
import { forEachRun } from './runs.ts'

/** A storage of the reference backend: a typed array in row-major order. */
export interface ReferenceStorage extends Storage {
  readonly values: TypedArray
}

export function valuesOf(storage: Storage): TypedArray {
  return (storage as ReferenceStorage).values
}

/** A view of a new storage, dense, zeroed. */
export function newDense(dtype: DType, shape: Shape): View {
  const values = newArray(dtype, sizeOf(shape))
  const storage: ReferenceStorage = { dtype, length: values.length, values }
  return denseView(storage, shape)
}

/** The elements of a view in row-major order: the array itself where they lie so, else a copy. */
export function denseValues(view: View): TypedArray {
  const { storage, offset } = toDense(view)
  return valuesOf(storage).subarray(offset, offset + sizeOf(view.shape))
}

/** The view itself where its elements lie densely, else a copy of it. */
export function toDense(view: View): View {
  if (isContiguous(view)) return view
  const dense = newDense(view.dtype, view.shape)
  const [to, from] = [valuesOf(dense.storage), valuesOf(view.storage)]
  forEachRun([dense, view], (starts, steps, n) => {
    for (let i = 0; i < n; i++) to[starts[0]! + i * steps[0]!] = from[starts[1]! + i * steps[1]!]!
  })
  return dense
}
