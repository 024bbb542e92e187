import { DataError } from '../../data-error.ts'
import { decodeNpy, type NpyArray } from './npy.ts'
import { crc32, type ZipEntry, zipEntries } from './zip-entries.ts'

// On every platform of ours, but unknown to a type environment without DOM and Node.
declare class Blob {
  constructor(parts: readonly Uint8Array[])
  stream(): { pipeThrough(through: DecompressionStream): unknown }
}
declare class DecompressionStream {
  constructor(format: 'deflate-raw')
}
declare class Response {
  constructor(body: unknown)
  arrayBuffer(): Promise<ArrayBuffer>
}

/**
 * Reads the arrays of an npz file by their names, as numpy.savez and savez_compressed write it: a zip archive of npy files, each as `decodeNpy` has it.
 * `name` appears in errors.
 *
 * @throws {DataError} naming what is damaged, of 4 GiB or more, or no npy file.
 * @example
 * ```ts
 * import { decodeNpz } from '@thinned/data'
 *
 * const archiveOfNothing = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Uint8Array(18))
 * console.log(await decodeNpz(archiveOfNothing)) // {}
 * ```
 */
export async function decodeNpz(bytes: Uint8Array, name = 'The npz file'): Promise<Readonly<Record<string, NpyArray>>> {
  const arrays = zipEntries(bytes, name).map(async (entry) => {
    const array = entry.name.replace(/\.npy$/, '')
    const label = `${array} in ${name}`
    const contents = entry.deflated ? await inflate(entry, label) : entry.bytes
    if (contents.length !== entry.size || crc32(contents) !== entry.crc)
      throw new DataError(`${label} is damaged: its contents are not those that the archive lists.`)
    return [array, decodeNpy(contents, label)] as const
  })
  return Object.fromEntries(await Promise.all(arrays))
}

async function inflate({ bytes }: ZipEntry, label: string): Promise<Uint8Array> {
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    return new Uint8Array(await new Response(stream).arrayBuffer())
  } catch {
    throw new DataError(`${label} is damaged: it cannot be inflated.`)
  }
}
