import { type Fields, integer, withDefault } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import { dataOptions } from '../../options.ts'
import { checkBytes } from '../check-bytes.ts'
import { MAX_UNPACKED_BYTES } from '../unpacked.ts'
import { decodeNpy, type NpyArray } from './npy.ts'
import { crc32, type ZipEntry, zipEntries } from './zip-entries.ts'

// On every platform of ours, but unknown to a type environment without DOM and Node.
interface ReadableStream {
  pipeThrough(through: DecompressionStream): ReadableStream
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>
    cancel(): Promise<void>
  }
}
declare class Blob {
  constructor(parts: readonly Uint8Array[])
  stream(): ReadableStream
}
declare class DecompressionStream {
  constructor(format: 'deflate-raw')
}

export interface NpzOptions {
  /** The most bytes that the archive may unpack to. Default: 1 GiB. */
  readonly maxBytes?: number
}

const read = dataOptions(
  'decodeNpz',
  { maxBytes: withDefault(integer({ from: 0 }), MAX_UNPACKED_BYTES) } satisfies Fields<NpzOptions>,
  { limit: 'maxBytes', maxSize: 'maxBytes' },
)

/**
 * Reads the arrays of an npz file by their names, as numpy.savez and savez_compressed write it: a zip archive of npy files, each as `decodeNpy` has it.
 * Unpacking stops at the size that the archive states, and refuses archives that state more than `maxBytes`.
 *
 * @throws {DataError} naming what is damaged, of 4 GiB or more, too large, or no npy file.
 * @example
 * ```ts
 * import { decodeNpz } from '@thinned/data'
 *
 * const archiveOfNothing = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Uint8Array(18))
 * console.log(await decodeNpz(archiveOfNothing)) // {}
 * ```
 */
export async function decodeNpz(
  bytes: Uint8Array,
  name = 'The npz file',
  options: NpzOptions = {},
): Promise<Readonly<Record<string, NpyArray>>> {
  const { maxBytes } = read(options)
  checkBytes('decodeNpz', bytes)
  const entries = zipEntries(bytes, name)
  const stated = entries.reduce((sum, { size }) => sum + size, 0)
  if (stated > maxBytes)
    throw new DataError(
      `${name} unpacks to ${stated} bytes by what it states; at most ${maxBytes} are unpacked. Raise maxBytes if you trust the file.`,
    )
  const arrays = new Map<string, NpyArray>()
  // One after another, so that no more than one lies there unpacked beside its array.
  for (const entry of entries) {
    const array = entry.name.replace(/\.npy$/, '')
    const label = `${array} in ${name}`
    if (arrays.has(array))
      throw new DataError(`${name} has two files for the array ${array}; save them under two names.`)
    const contents = entry.deflated ? await inflate(entry, label) : entry.bytes
    if (contents.length !== entry.size || crc32(contents) !== entry.crc) throw notAsListed(label)
    arrays.set(array, decodeNpy(contents, label))
  }
  return Object.fromEntries(arrays)
}

function notAsListed(label: string): DataError {
  return new DataError(`${label} is damaged: its contents are not those that the archive lists.`)
}

/** Unpacks up to the size that the archive states, and not further. */
async function inflate({ bytes, size }: ZipEntry, label: string): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for (let part = await reader.read(); part.value; part = await reader.read()) {
      parts.push(part.value)
      length += part.value.length
      if (length > size) break
    }
  } catch {
    throw new DataError(`${label} is damaged: it cannot be inflated.`)
  }
  if (length > size) {
    reader.cancel().catch(() => {}) // What follows the end no longer matters.
    throw notAsListed(label)
  }
  const whole = new Uint8Array(length)
  let end = 0
  for (const part of parts) {
    whole.set(part, end)
    end += part.length
  }
  return whole
}
