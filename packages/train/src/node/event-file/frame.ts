import { crc32c } from './crc32c.ts'

/** A record of a TFRecord file: the length (uint64), its check, the bytes, their check; all little-endian. */
export function frame(bytes: Uint8Array): Uint8Array {
  const framed = new Uint8Array(bytes.length + 16)
  const view = new DataView(framed.buffer)
  view.setBigUint64(0, BigInt(bytes.length), true)
  view.setUint32(8, masked(crc32c(framed.subarray(0, 8))), true)
  framed.set(bytes, 12)
  view.setUint32(12 + bytes.length, masked(crc32c(bytes)), true)
  return framed
}

/** The format's mask: a check of bytes that hold a check would else tell little. */
function masked(check: number): number {
  return (((check >>> 15) | (check << 17)) + 0xa282ead8) >>> 0
}
