import type { Picture } from './block.ts'

/** A block of stored bytes (RFC 1951) holds at most so many. */
const STORED = 65_535

/** A picture as a PNG file (RFC 2083) whose pixels are stored as they are: those in a report are small. */
export function pngOf({ pixels, height, width, channels }: Picture): Uint8Array {
  const row = width * channels
  const rows = new Uint8Array(height * (row + 1)) // each row begins with its filter: 0, none
  for (let y = 0; y < height; y += 1) rows.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1)
  const colors = channels === 1 ? 0 : 2
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', joined([word(width), word(height), Uint8Array.of(8, colors, 0, 0, 0)])),
    chunk('IDAT', stored(rows)),
    chunk('IEND', new Uint8Array(0)),
  ])
}

/** Bytes in the form of zlib (RFC 1950), not compressed. */
function stored(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)]
  for (let start = 0; start < bytes.length; start += STORED) {
    const part = bytes.subarray(start, start + STORED)
    const isLast = start + STORED >= bytes.length
    const { length } = part
    parts.push(Uint8Array.of(isLast ? 1 : 0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255), part)
  }
  return joined([...parts, word(adler32(bytes))])
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = joined([Uint8Array.from(name, (character) => character.charCodeAt(0)), data])
  return joined([word(data.length), named, word(crc32(named))])
}

const word = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let start = 0
  for (const part of parts) {
    all.set(part, start)
    start += part.length
  }
  return all
}

function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0]
  for (const byte of bytes) {
    low = (low + byte) % 65_521
    high = (high + low) % 65_521
  }
  return ((high << 16) | low) >>> 0
}

function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff
  for (const byte of bytes) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  }
  return ~rest >>> 0
}
