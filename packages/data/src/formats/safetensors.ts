import { DataError } from '../data-error.ts'

// On every platform of ours, but unknown to a type environment without DOM and Node.
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  constructor(label: string, options: { readonly fatal: boolean })
  decode(bytes: Uint8Array): string
}

const arrays = { F32: Float32Array, F64: Float64Array, I32: Int32Array, U8: Uint8Array } as const

export type SafetensorsDType = 'F32' | 'F64' | 'I32' | 'U8'

/** One tensor of a safetensors file: row-major data. */
export interface SafetensorsEntry {
  readonly dtype: SafetensorsDType
  readonly shape: readonly number[]
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array
}

export interface SafetensorsFile {
  readonly tensors: Readonly<Record<string, SafetensorsEntry>>
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
  const width = (name: string): number => arrays[tensors[name]!.dtype].BYTES_PER_ELEMENT
  const names = Object.keys(tensors).sort((a, b) => width(b) - width(a) || (a < b ? -1 : 1))
  const header: Record<string, unknown> = Object.create(null) // So that no name has a meaning of its own.
  if (Object.keys(metadata).length > 0) header[METADATA] = metadata
  let end = 0
  for (const name of names) {
    const { dtype, shape, data } = tensors[name]!
    const size = shape.reduce((product, extent) => product * extent, 1)
    if (name === METADATA)
      throw new DataError(`A tensor is named ${METADATA}, which the format reserves; choose another name.`)
    if (!(data instanceof arrays[dtype]) || data.length !== size) {
      throw new DataError(
        `The tensor ${name} is declared ${dtype} [${shape.join(', ')}], but holds ${data.length} elements of a ${data.constructor.name}.`,
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

/**
 * Reads a safetensors file; every length, offset and shape is checked, and the tensors must fill the data without gap or overlap.
 *
 * @throws {DataError} naming what is damaged, cut off, or of another type.
 * @example
 * ```ts
 * import { decodeSafetensors, encodeSafetensors } from '@thinned/data'
 *
 * const bytes = encodeSafetensors({ step: { dtype: 'I32', shape: [1], data: Int32Array.of(7) } })
 * console.log(decodeSafetensors(bytes).tensors['step']?.data) // Int32Array(1) [ 7 ]
 * ```
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile {
  const header = readHeader(bytes)
  const data = bytes.subarray(header.start)
  const { [METADATA]: metadata = {}, ...entries } = header.json
  const checked = Object.entries(entries).map(([name, entry]) => ({ name, ...checkEntry(name, entry, data.length) }))
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
  // Not slice: that of Node's Buffer, which a file is read into, copies nothing. fromEntries: any name is one of the tensors' own.
  const tensors = Object.fromEntries(
    checked.map(({ name, dtype, shape, from, to }) => [
      name,
      { dtype, shape, data: new arrays[dtype](new Uint8Array(data.subarray(from, to)).buffer) },
    ]),
  )
  return { tensors, metadata: checkMetadata(metadata) }
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
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)))
    if (typeof json === 'object' && json !== null && !Array.isArray(json))
      return { json: json as Record<string, unknown>, start: 8 + length }
  } catch {
    // The error below covers it.
  }
  throw new DataError(`The ${length} bytes of header are not a JSON object: not a safetensors file, or damaged.`)
}

function checkEntry(
  name: string,
  entry: unknown,
  available: number,
): { dtype: SafetensorsDType; shape: number[]; from: number; to: number } {
  const {
    dtype,
    shape,
    data_offsets: offsets,
  } = (entry ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown }
  if (typeof dtype !== 'string' || !Object.hasOwn(arrays, dtype)) {
    throw new DataError(
      `The tensor ${name} has the dtype ${JSON.stringify(dtype)}; ${Object.keys(arrays).join(', ')} are read.`,
    )
  }
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
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
  const size =
    shape.reduce((product, extent) => product * extent, 1) * arrays[dtype as SafetensorsDType].BYTES_PER_ELEMENT
  if (to - from !== size || to > available) {
    throw new DataError(
      `The tensor ${name} of ${dtype} [${shape.join(', ')}] needs ${size} bytes, but its offsets are ${from} to ${to} of ${available}.`,
    )
  }
  return { dtype: dtype as SafetensorsDType, shape, from, to }
}
