import { formatValue } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import { arrayKind } from '../../dataset/array-kind.ts'
import { checkBytes } from '../check-bytes.ts'
import { arrayOf, type NpyData, readElements, widthOf } from '../elements.ts'
import { formatNpyHeader, type NpyType, parseNpyHeader } from './npy-header.ts'

/** What an npy file holds: row-major elements and the length of each axis. */
export interface NpyArray<T extends NpyData = NpyData> {
  readonly data: T
  readonly shape: readonly number[]
}

const TYPES = { Float32Array: 'f4', Float64Array: 'f8', Int32Array: 'i4', Uint8Array: 'u1' } as const

/**
 * The bytes of an npy file (NumPy's format, version 1): float32, float64, int32 or bytes, little-endian, row-major. They are those that
 * numpy.save writes.
 *
 * @throws {DataError} if the shape does not fit the elements.
 * @example
 * ```ts
 * import { decodeNpy, encodeNpy } from '@thinned/data'
 *
 * const bytes = encodeNpy({ data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] })
 * console.log(bytes.length, decodeNpy(bytes).shape) // 144 [ 2, 2 ]
 * ```
 */
export function encodeNpy(array: NpyArray): Uint8Array {
  const { data, shape } = (array ?? {}) as NpyArray
  const type = new Map<string | undefined, NpyType>(Object.entries(TYPES)).get(arrayKind(data))
  if (!type || !Array.isArray(shape))
    throw new DataError(
      `encodeNpy was given ${formatValue(type || data === undefined ? array : data)}; it takes { data, shape } with a ${Object.keys(TYPES).slice(0, -1).join(', ')} or Uint8Array and a list of lengths.`,
    )
  checkCount(data.length, shape, 'The array')
  const header = formatNpyHeader(type, shape)
  const bytes = new Uint8Array(header.length + data.byteLength)
  bytes.set(header)
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length)
  return bytes
}

/**
 * Reads an npy file, versions 1 to 3, of either byte order, row- or column-major. float32 and float64 stay what they are; float16 becomes
 * float32; bytes and booleans become a Uint8Array; other integers, up to 64 bits, an Int32Array, if it holds them. `name` appears in errors.
 *
 * @throws {DataError} naming what is damaged, of another type (complex, text, fields), or beyond int32.
 * @example
 * ```ts
 * import { decodeNpy, encodeNpy } from '@thinned/data'
 *
 * console.log(decodeNpy(encodeNpy({ data: Int32Array.of(7, 8), shape: [2] })).data) // Int32Array(2) [ 7, 8 ]
 * ```
 */
export function decodeNpy(bytes: Uint8Array, name = 'The npy file'): NpyArray {
  checkBytes('decodeNpy', bytes)
  const header = parseNpyHeader(bytes, name)
  const { shape, type, start } = header
  const elements = bytes.subarray(start)
  checkCount(elements.length / widthOf(type), shape, name)
  const read = new (arrayOf(type))(elements.length / widthOf(type))
  readElements(header, elements, read, 0, 0, name)
  // Axes of length 1 move nothing, and there may be any number of them.
  const longAxes = shape.filter((extent) => extent !== 1)
  return { data: header.fortranOrder ? rowMajor(read, longAxes) : read, shape }
}

/** Elements with the first axis running fastest, put in order with the last one running fastest. */
function rowMajor(data: NpyData, shape: readonly number[]): NpyData {
  const out = data.slice()
  const strides: number[] = []
  for (let axis = 0, stride = 1; axis < shape.length; stride *= shape[axis++]!) strides.push(stride)
  const index = shape.map(() => 0)
  for (let to = 0, from = 0; to < out.length; to++) {
    out[to] = data[from]!
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!
      if (++index[axis]! < shape[axis]!) break
      from -= strides[axis]! * shape[axis]!
      index[axis] = 0
    }
  }
  return out
}

function checkCount(found: number, shape: readonly number[], name: string): void {
  const wanted = shape.reduce((product, extent) => product * extent, 1)
  if (found === wanted && shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0)) return
  throw new DataError(
    `${name} is announced as [${shape.join(', ')}], ${wanted} elements, but holds ${found}; it is damaged or cut off.`,
  )
}
