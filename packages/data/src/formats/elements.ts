import { DataError } from '../data-error.ts'

/** The array of the elements. Integers become int32; bytes and booleans stay bytes. */
export type NpyData = Float32Array | Float64Array | Int32Array | Uint8Array

/** f: floating point, bf: bfloat16, i: signed, u: unsigned integers, b: booleans; then the bytes of one. */
export type ElementType = 'f2' | 'bf2' | 'f4' | 'f8' | 'i1' | 'i2' | 'i4' | 'i8' | 'u1' | 'u2' | 'u4' | 'u8' | 'b1'

interface Elements {
  /** The bytes of one. */
  readonly width: number
  /** The array that holds them without loss, in int32 as far as it goes. */
  readonly array: new (
    length: number,
  ) => NpyData
  read(view: DataView, offset: number, littleEndian: boolean): number | bigint
}

const ELEMENTS: Readonly<Record<ElementType, Elements>> = {
  f2: { width: 2, array: Float32Array, read: (view, offset, little) => halfOf(view.getUint16(offset, little)) },
  bf2: { width: 2, array: Float32Array, read: (view, offset, little) => bfloatOf(view.getUint16(offset, little)) },
  f4: { width: 4, array: Float32Array, read: (view, offset, little) => view.getFloat32(offset, little) },
  f8: { width: 8, array: Float64Array, read: (view, offset, little) => view.getFloat64(offset, little) },
  i1: { width: 1, array: Int32Array, read: (view, offset) => view.getInt8(offset) },
  i2: { width: 2, array: Int32Array, read: (view, offset, little) => view.getInt16(offset, little) },
  i4: { width: 4, array: Int32Array, read: (view, offset, little) => view.getInt32(offset, little) },
  i8: { width: 8, array: Int32Array, read: (view, offset, little) => view.getBigInt64(offset, little) },
  u1: { width: 1, array: Uint8Array, read: (view, offset) => view.getUint8(offset) },
  u2: { width: 2, array: Int32Array, read: (view, offset, little) => view.getUint16(offset, little) },
  u4: { width: 4, array: Int32Array, read: (view, offset, little) => view.getUint32(offset, little) },
  u8: { width: 8, array: Int32Array, read: (view, offset, little) => view.getBigUint64(offset, little) },
  b1: { width: 1, array: Uint8Array, read: (view, offset) => view.getUint8(offset) },
}

/** The bytes of one element. */
export function widthOf(type: ElementType): number {
  return ELEMENTS[type].width
}

/** The array type of the elements. */
export function arrayOf(type: ElementType): new (length: number) => NpyData {
  return ELEMENTS[type].array
}

/** Reads consecutive elements into `out` from index `to`. `first` is the number of the first one in the file, for errors. */
export function readElements(
  { type, littleEndian }: { readonly type: ElementType; readonly littleEndian: boolean },
  bytes: Uint8Array,
  out: NpyData,
  to: number,
  first: number,
  name: string,
): void {
  const { read, width, array } = ELEMENTS[type]
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = bytes.length / width
  const integers = array === Int32Array
  const booleans = type === 'b1'
  for (let i = 0; i < count; i++) {
    const value = read(view, i * width, littleEndian)
    out[to + i] = Number(value)
    if (integers && (typeof value === 'bigint' ? BigInt(out[to + i]!) : out[to + i]) !== value)
      throw new DataError(
        `Element ${first + i} of ${name} is ${value}, which int32 does not hold; save it as float64 or within −2147483648 … 2147483647.`,
      )
    if (booleans && value > 1)
      throw new DataError(`Element ${first + i} of ${name} is ${value}, where a boolean is 0 or 1; it is damaged.`)
  }
}

const word = new DataView(new ArrayBuffer(4))

/** The float32 with these bits. */
function floatOf(bits: number): number {
  word.setUint32(0, bits)
  return word.getFloat32(0)
}

/** The value of a bfloat16: the upper half of a float32. */
function bfloatOf(bits: number): number {
  return floatOf(bits * 65536)
}

const SMALLEST_HALF = 5.9604644775390625e-8 // 2⁻²⁴

/** The value of a float16 (IEEE binary16): 1 bit of sign, 5 of exponent, 10 of fraction. */
function halfOf(bits: number): number {
  const isNegative = bits >= 0x8000
  const exponent = (bits >>> 10) & 31
  const fraction = bits & 1023
  if (exponent === 0) return (isNegative ? -fraction : fraction) * SMALLEST_HALF
  return floatOf((isNegative ? 0x80000000 : 0) + ((exponent === 31 ? 255 : exponent + 112) << 23) + (fraction << 13))
}
