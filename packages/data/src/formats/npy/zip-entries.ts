import { DataError } from '../../data-error.ts'

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

/** The files of a zip archive (PKWARE's APPNOTE, sections 4.3 and 4.4), stored or deflated; `name` appears in errors. */
export function zipEntries(archive: Uint8Array, name: string): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  let end = archive.length - END_BYTES
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) throw new DataError(`${name} has no directory of a zip archive at its end: not an npz file, or cut off.`)
  const count = view.getUint16(end + 10, true)
  const entries: ZipEntry[] = []
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
  return entries
}

function readEntry(archive: Uint8Array, view: DataView, offset: number, archiveName: string): ZipEntry {
  const nameBytes = archive.subarray(offset + 46, offset + 46 + view.getUint16(offset + 28, true))
  const name = String.fromCharCode(...nameBytes)
  const method = view.getUint16(offset + 10, true)
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
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (start + packed > archive.length) throw new RangeError()
  const bytes = archive.subarray(start, start + packed)
  return { name, deflated: method === 8, crc: view.getUint32(offset + 16, true), size, bytes }
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
