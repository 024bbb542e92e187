import { gunzipSync } from 'node:zlib'
import { DataError } from '../data-error.ts'

/** What a file holds: gzip is recognized by its first two bytes. */
export function uncompressed(bytes: Uint8Array, name: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes)
  } catch (error) {
    throw new DataError(`${name} is gzip, but damaged (${(error as Error).message}). Fetch it again.`)
  }
}
