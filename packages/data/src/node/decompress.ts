import { gunzipSync } from 'node:zlib'
import { DataError } from '../data-error.ts'

/** The decompressed contents of a file, at most `maxBytes`. The first two bytes tell whether it is gzip. */
export function decompress(bytes: Uint8Array, name: string, maxBytes: number): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, maxBytes) })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw new DataError(`${name} unpacks to more than ${maxBytes} bytes, the most that is unpacked.`, {
        code: 'invalid-file',
      })
    throw new DataError(`${name} is gzip, but damaged (${(error as Error).message}). Fetch it again.`, {
      code: 'invalid-file',
      cause: error,
    })
  }
}
