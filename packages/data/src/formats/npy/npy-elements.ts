import { DataError } from '../../data-error.ts'
import type { NpyHeader, NpyType } from './npy-header.ts'

/** What elements are read into. Integers that int32 holds become int32; the only unsigned ones that keep their type are bytes. */
export type NpyData = Float32Array | Float64Array | Int32Array | Uint8Array

interface Elements {
  readonly array: new (length: number) => NpyData
  read(view: DataView, at: number, littleEndian: boolean): number | bigint
}

const ELEMENTS: Readonly<Record<NpyType, Elements>> = {
  f4: { array: Float32Array, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { array: Float64Array, read: (view, at, little) => view.getFloat64(at, little) },
  i1: { array: Int32Array, read: (view, at) => view.getInt8(at) },
  i2: { array: Int32Array, read: (view, at, little) => view.getInt16(at, little) },
  i4: { array: Int32Array, read: (view, at, little) => view.getInt32(at, little) },
  i8: { array: Int32Array, read: (view, at, little) => view.getBigInt64(at, little) },
  u1: { array: Uint8Array, read: (view, at) => view.getUint8(at) },
  u2: { array: Int32Array, read: (view, at, little) => view.getUint16(at, little) },
  u4: { array: Int32Array, read: (view, at, little) => view.getUint32(at, little) },
  b1: { array: Uint8Array, read: (view, at) => view.getUint8(at) },
}

/** The bytes of one element. */
export function widthOf(type: NpyType): number {
  return Number(type[1])
}

/** Whether every array of this type is read into floats, int32 or bytes. */
export function arrayOf(type: NpyType): new (length: number) => NpyData {
  return ELEMENTS[type].array
}

/** Elements that lie one after another into `out` from `to`; the first of them is element `first` of the file, for errors. */
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
