import type { TypedArray } from '../dtype.ts'
import type { Tensor } from '../tensor.ts'
import { isContiguous } from '../view.ts'

/** Calls `check` with the elements of a tensor on a backend that reads synchronously. It throws, or does nothing; a program calls it again. */
export function checkNumbers(x: Tensor, check: (values: TypedArray) => void): void {
  const { backend, view, size } = x
  if (!backend.syncRead) return
  if (backend.check && isContiguous(view)) backend.check(view.storage, view.offset, view.offset + size, check)
  else check(x.readSync())
}
