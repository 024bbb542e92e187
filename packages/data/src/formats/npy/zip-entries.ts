import { DataError } from '../../data-error.ts'
import { fromCp437 } from './cp437.ts'

// On every platform of ours, but unknown to a type environment without DOM and Node.
declare class TextDecoder {
  constructor(label: string, options: { readonly fatal: boolean })
  decode(bytes: Uint8Array): string
}

/** One file of a zip archive, as its directory has it. */
export interface ZipEntry {
  readonly name: string
  readonly deflated: boolean
  /** Of the uncompressed contents. */
  readonly crc: number
  readonly size: number
  /** As they lie in the archive. */
  readonly bytes: Uint8Array
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_BYTES = 22
const MOST_COMMENT_BYTES = 65535

/** Bits of the flags: encrypted; the name in UTF-8. */
const ENCRYPTED = 1
const UTF8 = 0x800

/** An entry, and the bytes of the archive that it takes, with its local header. */
interface PlacedEntry extends ZipEntry {
  readonly from: number
  readonly to: number
}

/**
 * The files of a zip archive (PKWARE's APPNOTE, sections 4.3 and 4.4), stored or deflated, in the order of the directory. No two may share
 * bytes or a name. `name` appears in errors.
 */
export function zipEntries(archive: Uint8Array, name: string): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  let end = archive.length - END_BYTES
  const least = Math.max(0, end - MOST_COMMENT_BYTES)
  while (end >= least && view.getUint32(end, true) !== END) end--
  if (end < least)
    throw new DataError(`${name} has no directory of a zip archive at its end: not an npz file, or cut off.`)
  const count = view.getUint16(end + 10, true)
  const entries: PlacedEntry[] = []
  try {
    for (let i = 0, offset = view.getUint32(end + 16, true); i < count; i++) {
      if (view.getUint32(offset, true) !== ENTRY) throw new RangeError()
      entries.push(readEntry(archive, view, offset, name))
      offset +=
        46 + view.getUint16(offset + 28, true) + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true)
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new DataError(`The directory of ${name} leads out of the archive; it is damaged or cut off.`)
  }
  checkApart(entries, name)
  return entries
}

/** Entries on the same bytes would unpack to many times the archive. */
function checkApart(entries: readonly PlacedEntry[], archiveName: string): void {
  let before: PlacedEntry | undefined
  for (const entry of entries.toSorted((a, b) => a.from - b.from)) {
    if (before && entry.from < before.to)
      throw new DataError(
        `${before.name} and ${entry.name} overlap in ${archiveName}; it is damaged or made to do harm.`,
      )
    before = entry
  }
  const names = new Set<string>()
  for (const { name } of entries) {
    if (names.has(name)) throw new DataError(`${archiveName} has two files named ${name}; save them under two names.`)
    names.add(name)
  }
}

function readEntry(archive: Uint8Array, view: DataView, offset: number, archiveName: string): PlacedEntry {
  const nameBytes = bytesAt(archive, offset + 46, view.getUint16(offset + 28, true))
  const flags = view.getUint16(offset + 8, true)
  const name = nameOf(nameBytes, flags, archiveName)
  const method = view.getUint16(offset + 10, true)
  if (flags & ENCRYPTED) throw new DataError(`${name} in ${archiveName} is encrypted; save it without a password.`)
  if (method !== 0 && method !== 8)
    throw new DataError(
      `${name} in ${archiveName} is compressed by method ${method}; stored and deflated files are read.`,
    )
  const [packed, size, local] = [20, 24, 42].map((field) => view.getUint32(offset + field, true)) as [
    number,
    number,
    number,
  ]
  if (packed === 0xffffffff || size === 0xffffffff || local === 0xffffffff)
    throw new DataError(`${name} in ${archiveName} is of 4 GiB or more; save it by itself, as an npy file.`)
  if (view.getUint32(local, true) !== LOCAL) throw new RangeError()
  const localName = bytesAt(archive, local + 30, view.getUint16(local + 26, true))
  if (localName.length !== nameBytes.length || localName.some((byte, i) => byte !== nameBytes[i]))
    throw new DataError(`${name} in ${archiveName} is damaged: it has another name where its contents begin.`)
  const start = local + 30 + localName.length + view.getUint16(local + 28, true)
  const bytes = bytesAt(archive, start, packed)
  const crc = view.getUint32(offset + 16, true)
  return { name, deflated: method === 8, crc, size, bytes, from: local, to: start + packed }
}

function bytesAt(archive: Uint8Array, from: number, length: number): Uint8Array {
  if (from + length > archive.length) throw new RangeError()
  return archive.subarray(from, from + length)
}

function nameOf(bytes: Uint8Array, flags: number, archiveName: string): string {
  if (!(flags & UTF8)) return fromCp437(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new DataError(`A name in ${archiveName} is announced as UTF-8, but is not; it is damaged.`)
  }
}

const CRC_TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

/** The cyclic redundancy check of zip. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8)
  return ~crc >>> 0
}
