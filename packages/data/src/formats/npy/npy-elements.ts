import { DataError } from '../../data-error.ts'
import type { NpyHeader, NpyType } from './npy-header.ts'

/** The array of the elements. Integers become int32; bytes and booleans stay bytes. */
export type NpyData = Float32Array | Float64Array | Int32Array | Uint8Array

interface Elements {
  readonly array: new (length: number) => NpyData
  read(view: DataView, offset: number, littleEndian: boolean): number | bigint
}

const ELEMENTS: Readonly<Record<NpyType, Elements>> = {
  f4: { array: Float32Array, read: (view, offset, little) => view.getFloat32(offset, little) },
  f8: { array: Float64Array, read: (view, offset, little) => view.getFloat64(offset, little) },
  i1: { array: Int32Array, read: (view, offset) => view.getInt8(offset) },
  i2: { array: Int32Array, read: (view, offset, little) => view.getInt16(offset, little) },
  i4: { array: Int32Array, read: (view, offset, little) => view.getInt32(offset, little) },
  i8: { array: Int32Array, read: (view, offset, little) => view.getBigInt64(offset, little) },
  u1: { array: Uint8Array, read: (view, offset) => view.getUint8(offset) },
  u2: { array: Int32Array, read: (view, offset, little) => view.getUint16(offset, little) },
  u4: { array: Int32Array, read: (view, offset, little) => view.getUint32(offset, little) },
  b1: { array: Uint8Array, read: (view, offset) => view.getUint8(offset) },
}

/** The bytes of one element. */
export function widthOf(type: NpyType): number {
  return Number(type[1])
}

/** The array type of the elements. */
export function arrayOf(type: NpyType): new (length: number) => NpyData {
  return ELEMENTS[type].array
}

/** Reads consecutive elements into `out` from index `to`. `first` is the number of the first one in the file, for errors. */
export function readElements(
  { type, littleEndian }: Pick<NpyHeader, 'type' | 'littleEndian'>,
  bytes: Uint8Array,
  out: NpyData,
  to: number,
  first: number,
  name: string,
): void {
  const { read } = ELEMENTS[type]
  const width = widthOf(type)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = bytes.length / width
  const integers = out instanceof Int32Array
  for (let i = 0; i < count; i++) {
    const value = read(view, i * width, littleEndian)
    out[to + i] = Number(value)
    if (integers && (typeof value === 'bigint' ? BigInt(out[to + i]!) : out[to + i]) !== value)
      throw new DataError(
        `Element ${first + i} of ${name} is ${value}, which int32 does not hold; save it as float64 or within −2147483648 … 2147483647.`,
      )
  }
}
