import { formatValue } from '@thinned/schema'
import { isPlain, plainAdvice } from '../check-plain.ts'
import { DataError } from '../data-error.ts'
import { isArrayKind } from '../dataset/array-kind.ts'
import { checkBytes } from './check-bytes.ts'
import { arrayOf, type ElementType, readElements, widthOf } from './elements.ts'

// On every platform of ours, but unknown to a type environment without DOM and Node.
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  constructor(label: string, options: { readonly fatal: boolean })
  decode(bytes: Uint8Array): string
}

const arrays = { F32: Float32Array, F64: Float64Array, I32: Int32Array, U8: Uint8Array } as const
const kinds = { F32: 'Float32Array', F64: 'Float64Array', I32: 'Int32Array', U8: 'Uint8Array' } as const

export type SafetensorsDType = 'F32' | 'F64' | 'I32' | 'U8'

/** Dtypes that are read as one of ours. */
const converted: Readonly<
  Record<string, { readonly type: ElementType; readonly dtype: SafetensorsDType } | undefined>
> = {
  F16: { type: 'f2', dtype: 'F32' },
  BF16: { type: 'bf2', dtype: 'F32' },
  I64: { type: 'i8', dtype: 'I32' },
  I16: { type: 'i2', dtype: 'I32' },
  I8: { type: 'i1', dtype: 'I32' },
  U64: { type: 'u8', dtype: 'I32' },
  U32: { type: 'u4', dtype: 'I32' },
  U16: { type: 'u2', dtype: 'I32' },
  BOOL: { type: 'b1', dtype: 'U8' },
}

/** One tensor of a safetensors file: row-major data. */
export interface SafetensorsEntry {
  readonly dtype: SafetensorsDType
  readonly shape: readonly number[]
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array
}

/**
 * One tensor of a file. Other dtypes become those that we hold, without loss: F16 and BF16 become F32; BOOL becomes U8; I8, I16, I64, U16, U32 and
 * U64 become I32, when `data` is first read: leave the file's bytes alone until then. Reading `data` throws a DataError where an integer does not fit
 * int32, and of a dtype that is not read, which stands in `dtype` as in the file.
 */
export interface SafetensorsTensor extends SafetensorsEntry {
  /** The dtype in the file, as I64. */
  readonly storedAs: string
}

export interface SafetensorsFile {
  readonly tensors: Readonly<Record<string, SafetensorsTensor>>
  readonly metadata: Readonly<Record<string, string>>
}

const METADATA = '__metadata__'

/**
 * The bytes of a safetensors file: the length of the header (8 bytes, little-endian), the header (JSON, padded with spaces to a
 * multiple of 8), the data. Tensors lie in the order of dtype width, widest first, then of name, so equal contents give equal bytes and
 * every tensor is aligned.
 *
 * @throws {DataError} on a tensor whose data does not match its dtype and shape.
 * @example
 * ```ts
 * import { decodeSafetensors, encodeSafetensors } from '@thinned/data'
 *
 * const bytes = encodeSafetensors({ bias: { dtype: 'F32', shape: [2], data: Float32Array.of(0.5, 1) } }, { epoch: '3' })
 * console.log(bytes.length, decodeSafetensors(bytes).metadata) // 104 { epoch: '3' }
 * ```
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, SafetensorsEntry>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  for (const [name, tensor] of Object.entries(recordOf('tensors', tensors))) checkTensor(name, tensor)
  for (const [name, text] of Object.entries(recordOf('metadata', metadata)))
    if (typeof text !== 'string')
      throw new DataError(`The metadata ${name} are ${formatValue(text)}; a safetensors file holds texts there.`)
  const width = (name: string): number => arrays[tensors[name]!.dtype].BYTES_PER_ELEMENT
  const names = Object.keys(tensors).sort((a, b) => width(b) - width(a) || (a < b ? -1 : 1))
  const header: Record<string, unknown> = Object.create(null) // So that no name has a meaning of its own.
  if (Object.keys(metadata).length > 0) header[METADATA] = metadata
  let end = 0
  for (const name of names) {
    const { dtype, shape, data } = tensors[name]!
    const size = shape.every(isCount) ? shape.reduce((product, extent) => product * extent, 1) : Number.NaN
    if (name === METADATA)
      throw new DataError(`A tensor is named ${METADATA}, which the format reserves; choose another name.`)
    if (!isArrayKind(data, kinds[dtype]) || data.length !== size) {
      throw new DataError(
        `The tensor ${name} is declared ${dtype} [${shape.map(formatValue).join(', ')}], but holds ${formatValue(data)}.`,
      )
    }
    header[name] = { dtype, shape, data_offsets: [end, end + data.byteLength] }
    end += data.byteLength
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const start = 8 + Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(start + end).fill(0x20, 8, start)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true)
  bytes.set(json, 8)
  let offset = start
  for (const name of names) {
    const { data } = tensors[name]!
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset)
    offset += data.byteLength
  }
  return bytes
}

function recordOf(what: string, given: unknown): object {
  if (isPlain(given)) return given
  throw new DataError(
    `encodeSafetensors was given ${formatValue(given)} as ${what}; it takes an object of them by name.${plainAdvice(given)}`,
  )
}

function checkTensor(name: string, tensor: SafetensorsEntry | null | undefined): void {
  if (isOurs(tensor?.dtype as string) && Array.isArray(tensor?.shape)) return
  throw new DataError(
    `The tensor ${name} is ${formatValue(tensor)}; it is { dtype, shape, data } with a dtype of ${Object.keys(arrays).join(', ')}.`,
  )
}

/**
 * Reads a safetensors file; every length, offset and shape is checked, and the tensors must fill the data without gap or overlap. A tensor of a
 * dtype that is not read is refused when its `data` are asked for; the others are read.
 *
 * @throws {DataError} naming what is damaged or cut off.
 * @example
 * ```ts
 * import { decodeSafetensors, encodeSafetensors } from '@thinned/data'
 *
 * const bytes = encodeSafetensors({ step: { dtype: 'I32', shape: [1], data: Int32Array.of(7) } })
 * console.log(decodeSafetensors(bytes).tensors['step']?.data) // Int32Array(1) [ 7 ]
 * ```
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile {
  checkBytes('decodeSafetensors', bytes)
  const header = readHeader(bytes)
  const data = bytes.subarray(header.start)
  const metadata = Object.hasOwn(header.json, METADATA) ? header.json[METADATA] : {}
  const checked = Object.entries(header.json)
    .filter(([name]) => name !== METADATA)
    .map(([name, entry]) => ({ name, ...checkEntry(name, entry, data.length) }))
  // Before anything is copied: tensors that overlap would take more memory than the file.
  let end = 0
  for (const { name, from, to } of checked.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end)
      throw new DataError(
        `The tensor ${name} begins at byte ${from} of the data, where the one before ends at ${end}; the file is damaged.`,
      )
    end = to
  }
  if (end !== data.length)
    throw new DataError(
      `The tensors end at byte ${end} of the data, which has ${data.length}; the file is damaged or cut off.`,
    )
  // fromEntries: any name is one of the tensors' own.
  const tensors = Object.fromEntries(
    checked.map(({ name, storedAs, shape, from, to }) => [
      name,
      tensorOf(name, storedAs, shape, data.subarray(from, to)),
    ]),
  )
  return { tensors, metadata: checkMetadata(metadata) }
}

function tensorOf(name: string, storedAs: string, shape: readonly number[], bytes: Uint8Array): SafetensorsTensor {
  // Not slice: that of Node's Buffer, which a file is read into, copies nothing.
  if (isOurs(storedAs))
    return { dtype: storedAs, shape, data: new arrays[storedAs](new Uint8Array(bytes).buffer), storedAs }
  const convert = own(converted, storedAs)
  if (!convert) {
    return {
      dtype: storedAs as SafetensorsDType,
      shape,
      get data(): never {
        throw new DataError(
          `The tensor ${name} has the dtype ${JSON.stringify(storedAs)}; ${[...Object.keys(arrays), ...Object.keys(converted)].join(', ')} are read.`,
        )
      },
      storedAs,
    }
  }
  const { type, dtype } = convert
  let data: SafetensorsEntry['data'] | undefined
  return {
    dtype,
    shape,
    get data() {
      data ??= convertElements(name, type, bytes)
      return data
    },
    storedAs,
  }
}

function convertElements(name: string, type: ElementType, bytes: Uint8Array): SafetensorsEntry['data'] {
  const data = new (arrayOf(type))(bytes.length / widthOf(type))
  readElements({ type, littleEndian: true }, bytes, data, 0, 0, `the tensor ${name}`)
  return data
}

function isOurs(dtype: string): dtype is SafetensorsDType {
  return Object.hasOwn(arrays, dtype)
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function checkMetadata(metadata: unknown): Readonly<Record<string, string>> {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))
    throw new DataError(`The header has ${METADATA} that are not an object of texts; the file is damaged.`)
  for (const [name, text] of Object.entries(metadata))
    if (typeof text !== 'string')
      throw new DataError(
        `The metadata ${name} are of the type ${typeof text}, where a text belongs; the file is damaged.`,
      )
  return metadata as Record<string, string>
}

function readHeader(bytes: Uint8Array): { json: Record<string, unknown>; start: number } {
  if (bytes.length < 8) throw new DataError(`A safetensors file has at least 8 bytes, but there are ${bytes.length}.`)
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (length > bytes.length - 8) {
    throw new DataError(
      `The header is announced with ${length} bytes, but ${bytes.length - 8} follow: not a safetensors file, or cut off.`,
    )
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length))
    const json: unknown = JSON.parse(text)
    const padding = text.slice(text.trimEnd().length) // Spaces, by the format; JSON would take line ends too.
    if (typeof json === 'object' && json !== null && !Array.isArray(json) && !/[^ ]/.test(padding))
      return { json: json as Record<string, unknown>, start: 8 + length }
  } catch {
    // The error below covers it.
  }
  throw new DataError(
    `The ${length} bytes of header are not a JSON object, padded with spaces: not a safetensors file, or damaged.`,
  )
}

function checkEntry(
  name: string,
  entry: unknown,
  available: number,
): { storedAs: string; shape: number[]; from: number; to: number } {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Readonly<Record<string, unknown>>
  if (typeof dtype !== 'string')
    throw new DataError(`The entry of the tensor ${name} has no dtype that is a text; the file is damaged.`)
  if (
    !Array.isArray(shape) ||
    !shape.every(isCount) ||
    !Array.isArray(offsets) ||
    offsets.length !== 2 ||
    !offsets.every(isCount)
  ) {
    throw new DataError(
      `The entry of the tensor ${name} lacks a shape or two data_offsets of integers from 0; the file is damaged.`,
    )
  }
  const [from, to] = offsets as [number, number]
  const width = isOurs(dtype) ? arrays[dtype].BYTES_PER_ELEMENT : widthOfConverted(dtype)
  // Of a dtype that is not known, so is its size.
  const size = width === undefined ? to - from : shape.reduce((product, extent) => product * extent, 1) * width
  if (to - from !== size || to < from || to > available) {
    throw new DataError(
      `The tensor ${name} of ${dtype} [${shape.join(', ')}] needs ${size} bytes, but its offsets are ${from} to ${to} of ${available}.`,
    )
  }
  return { storedAs: dtype, shape, from, to }
}

function widthOfConverted(dtype: string): number | undefined {
  const convert = own(converted, dtype)
  return convert && widthOf(convert.type)
}
