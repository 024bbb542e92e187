import type { TypedArray } from '../dtype.ts'
import type { Storage } from '../view.ts'

/** A storage of the reference backend: a typed array in row-major order. */
export interface ReferenceStorage extends Storage {
  readonly values: TypedArray
}

export function valuesOf(storage: Storage): TypedArray {
  return (storage as ReferenceStorage).values
}
