import { DataError } from '../../data-error.ts'
import type { ElementType } from '../elements.ts'

// On every platform of ours, but unknown to a type environment without DOM and Node.
declare class TextDecoder {
  constructor(label: string)
  decode(bytes: Uint8Array): string
}

/** The header of an npy file. */
export interface NpyHeader {
  /** The elements: a letter and the bytes of one, as f4; and whether the least significant byte comes first. */
  readonly type: NpyType
  readonly littleEndian: boolean
  /** Whether the first axis runs fastest. */
  readonly fortranOrder: boolean
  readonly shape: readonly number[]
  /** The byte at which the elements begin. */
  readonly start: number
}

/** The types of npy that are read; bfloat16 is none of them. */
export type NpyType = Exclude<ElementType, 'bf2'>

const TYPES: readonly string[] = [
  'f2',
  'f4',
  'f8',
  'i1',
  'i2',
  'i4',
  'i8',
  'u1',
  'u2',
  'u4',
  'u8',
  'b1',
] satisfies NpyType[]

/** The most bytes of a header that is read: enough for any plain array and for thousands of named fields. */
export const MOST_HEADER_BYTES: number = 1024 * 1024

/** Bytes that are enough for the length of a header of any version. */
export const PREAMBLE = 12

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

/** Where the elements begin, from the first 12 bytes of a file; `name` appears in errors. */
export function npyStart(bytes: Uint8Array, name: string): number {
  if (bytes.length < PREAMBLE || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    const first = [...bytes.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    throw new DataError(
      `${name} begins with the bytes ${first || '(none)'}${bytes.length < PREAMBLE ? ` and has ${bytes.length}` : ''}; an npy file begins with 93 4e 55 4d 50 59 (\\x93NUMPY) and a header.`,
    )
  }
  const version = bytes[6]!
  if (version < 1 || version > 3)
    throw new DataError(`${name} is of version ${version}.${bytes[7]} of the npy format; versions 1 to 3 are read.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return version === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true)
}

/** Reads the header, given all bytes up to the elements. */
export function parseNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const start = npyStart(bytes, name)
  if (start > MOST_HEADER_BYTES)
    throw new DataError(
      `${name} announces a header up to byte ${start}; headers up to ${MOST_HEADER_BYTES} are read. It is damaged, or has named fields, which are not read.`,
    )
  if (bytes.length < start)
    throw new DataError(`${name} announces a header up to byte ${start}, but has ${bytes.length}; it is cut off.`)
  // Keys and numbers are ASCII in every version; Latin-1 and UTF-8 differ only in names of fields, which are not read.
  const text = new TextDecoder('latin1').decode(bytes.subarray(bytes[6] === 1 ? 10 : 12, start)).trim()
  const descr = /'descr':\s*'([<>|=]?)([a-zA-Z]\d*)'/.exec(text)
  const order = /'fortran_order':\s*(True|False)/.exec(text)
  const shape = extentsOf(/'shape':\s*\(([\dL, ]*)\)/.exec(text)?.[1])
  if (!descr || !order || !shape)
    throw new DataError(
      `The header of ${name}, ${text.length > EXCERPT ? `${text.slice(0, EXCERPT)} …` : text}, lacks a plain type, an order or a shape; arrays with named fields are not read.`,
    )
  const [, byteOrder, type] = descr
  if (!TYPES.includes(type!))
    throw new DataError(`${name} holds elements of the type ${type}; ${TYPES.join(', ')} are read.`)
  return {
    type: type as NpyType,
    littleEndian: byteOrder !== '>',
    fortranOrder: order[1] === 'True',
    shape,
    start,
  }
}

/** How much of a header a message quotes. */
const EXCERPT = 200

/** The numbers of a tuple of Python: `2, 3`, `2,` or nothing; Python 2 wrote `2L`. */
function extentsOf(tuple: string | undefined): number[] | undefined {
  if (tuple === undefined) return undefined
  const parts = tuple.split(',').map((part) => part.trim())
  if (parts.at(-1) === '') parts.pop()
  const extents = parts.map((part) => (/^\d+L?$/.test(part) ? Number.parseInt(part, 10) : Number.NaN))
  return extents.every(Number.isSafeInteger) ? extents : undefined
}

/** The bytes up to the elements, as numpy writes them: version 1, padded with spaces to a multiple of 64. */
export function formatNpyHeader(type: NpyType, shape: readonly number[]): Uint8Array {
  const order = type.endsWith('1') ? '|' : '<'
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const text = `{'descr': '${order}${type}', 'fortran_order': False, 'shape': (${extents}), }`
  const end = Math.ceil((10 + text.length + 1) / 64) * 64
  if (end - 10 > 65535)
    throw new DataError(`An array of ${shape.length} axes has no header of version 1 of the npy format; reshape it.`)
  const bytes = new Uint8Array(end).fill(0x20)
  bytes.set([...MAGIC, 1, 0])
  new DataView(bytes.buffer).setUint16(8, end - 10, true)
  for (let i = 0; i < text.length; i++) bytes[10 + i] = text.charCodeAt(i)
  bytes[end - 1] = 0x0a
  return bytes
}
