import { bytesPerElement, type DType, denseView, type Shape, type Storage, type View } from '@thinned/tensor'
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

/** The elements at an address as a dense view. */
export function denseViewAt(address: number, dtype: DType, shape: Shape): View {
  const storage: WasmStorage = { dtype, length: shape.reduce((product, extent) => product * extent, 1), address }
  return denseView(storage, shape)
}
