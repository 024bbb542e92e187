import { DataError } from '../data-error.ts'

/** The text of a CSV file in UTF-8. */
export function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if ((error as Error).name !== 'TypeError')
      throw new DataError(
        `${path} has ${bytes.length} bytes, more than a string of this engine holds (${(error as Error).message}). Split it into several files, or leave out columns.`,
      )
    throw new DataError(`${path} is not UTF-8; save it as UTF-8, or decode it and give the text to parseCsv.`, {
      code: 'invalid-file',
    })
  }
}
