import { crc32, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Picture } from './block.ts'
import { base64 } from './pictures.ts'
import { pngOf } from './png.ts'

/** The chunks of a PNG file, whose checksums are right. */
function chunksOf(bytes: Uint8Array): { readonly name: string; readonly data: Uint8Array }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const chunks = []
  for (let start = 8; start < bytes.length; ) {
    const length = view.getUint32(start)
    expect(crc32(bytes.subarray(start + 4, start + 8 + length))).toBe(view.getUint32(start + 8 + length))
    const name = String.fromCharCode(...bytes.subarray(start + 4, start + 8))
    chunks.push({ name, data: bytes.subarray(start + 8, start + 8 + length) })
    start += 12 + length
  }
  return chunks
}

const pictureOf = (height: number, width: number, channels: 1 | 3): Picture => {
  const pixels = Uint8Array.from({ length: height * width * channels }, (_, i) => (i * 37) % 256)
  return { pixels, height, width, channels, alt: '', caption: '' }
}

test.each([
  [1, 1, 1],
  [2, 3, 3],
  [28, 28, 1],
  [160, 150, 3],
] as const)('a picture of %i × %i with %i channels comes back from its PNG', (height, width, channels) => {
  const given = pictureOf(height, width, channels)
  const bytes = pngOf(given)
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])
  const [header, data, end, ...more] = chunksOf(bytes)
  expect([header!.name, data!.name, end!.name, more]).toEqual(['IHDR', 'IDAT', 'IEND', []])
  const sizes = new DataView(header!.data.buffer, header!.data.byteOffset)
  expect([sizes.getUint32(0), sizes.getUint32(4)]).toEqual([width, height])
  expect([...header!.data.subarray(8)]).toEqual([8, channels === 1 ? 0 : 2, 0, 0, 0])
  const rows = inflateSync(data!.data)
  const row = width * channels
  expect(rows.length).toBe(height * (row + 1))
  for (let y = 0; y < height; y += 1) {
    expect(rows[y * (row + 1)]).toBe(0)
    expect(
      rows.subarray(y * (row + 1) + 1, (y + 1) * (row + 1)).equals(given.pixels.subarray(y * row, (y + 1) * row)),
    ).toBe(true)
  }
})

test('base64 is that of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
    }),
  )
  for (const length of [3071, 3072, 3073, 7000]) {
    const long = Uint8Array.from({ length }, (_, i) => (i * 37) % 251)
    expect(base64(long)).toBe(Buffer.from(long).toString('base64'))
  }
})
