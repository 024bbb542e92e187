import type { DType, Storage, View } from '@thinned/tensor'
import { bytesPerElement } from '@thinned/tensor'
import { WasmError } from './wasm-error.ts'

/** A storage of this backend: row-major elements at an address of the module's memory. */
export interface WasmStorage extends Storage {
  readonly dtype: DType
  readonly address: number
}

/** The address of a view's first element. */
export function addressOf({ storage, offset, dtype }: View): number {
  const { address } = storage as WasmStorage
  if (address === undefined) throw new WasmError('A kernel of the WASM backend was given a storage of another backend.')
  return address + offset * bytesPerElement(dtype)
}
