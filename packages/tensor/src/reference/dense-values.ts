import { newArray, type TypedArray } from '../dtype.ts'
import { sizeOf } from '../shape.ts'
import { denseView, isContiguous, type View } from '../view.ts'
import { copy } from './kernels/copy.ts'
import { type ReferenceStorage, valuesOf } from './values.ts'

/** The elements of a view in row-major order: the array itself where they lie so, else a copy. */
export function denseValues(view: View): TypedArray {
  const size = sizeOf(view.shape)
  return isContiguous(view)
    ? valuesOf(view.storage).subarray(view.offset, view.offset + size)
    : valuesOf(densely(view).storage)
}

/** The view itself where its elements lie densely, else a copy of it. */
export function densely(view: View): View {
  if (isContiguous(view)) return view
  const length = sizeOf(view.shape)
  const storage: ReferenceStorage = { dtype: view.dtype, length, values: newArray(view.dtype, length) }
  const dense = denseView(storage, view.shape)
  copy(dense, view)
  return dense
}
