import { gunzipSync } from 'node:zlib'
import { DataError } from '../data-error.ts'

/** The decompressed contents of a file. The first two bytes tell whether it is gzip. */
export function decompress(bytes: Uint8Array, name: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes)
  } catch (error) {
    throw new DataError(`${name} is gzip, but damaged (${(error as Error).message}). Fetch it again.`)
  }
}
