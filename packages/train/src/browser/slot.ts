import { checksum } from '../checkpoint/checksum.ts'

/** The bytes of one save, and its number: of two saves the one with the higher number is the later. */
export interface Save {
  readonly sequence: number
  readonly bytes: Uint8Array
}

/** Bytes of a header. */
export const HEADER_BYTES = 64

/**
 * What stands before the bytes in a file: `thinned-slot 1`, the number of the save, the number of bytes, and a checksum of all three, padded with
 * spaces to 64 bytes. A file that was cut off or half overwritten does not fit its header.
 */
export function headerOf({ sequence, bytes }: Save, sum: string): Uint8Array {
  const line = `thinned-slot 1 ${sequence} ${bytes.length} ${sum}`
  return Uint8Array.from(`${line.padEnd(HEADER_BYTES - 1)}\n`, (character) => character.charCodeAt(0))
}

/** The number of the save that a header is of, and its bytes' number and checksum; undefined where it is no header. */
export function readHeader(
  header: Uint8Array,
): { readonly sequence: number; readonly length: number; readonly sum: string } | undefined {
  const [, sequence, length, sum] =
    /^thinned-slot 1 (\d{1,16}) (\d{1,16}) ([0-9a-f]{16}) *\n$/.exec(
      Array.from(header, (unit) => String.fromCharCode(unit)).join(''),
    ) ?? []
  return sum === undefined ? undefined : { sequence: Number(sequence), length: Number(length), sum }
}

/** The checksum that stands in the header of a save. */
export function sumOf(sequence: number, bytes: Uint8Array): string {
  return checksum({ bytes: { dtype: 'U8', shape: [bytes.length], data: bytes } }, { sequence: String(sequence) })
}
