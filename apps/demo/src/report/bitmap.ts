/** Gray pixels as an 8-bit BMP in a data URL. */
export function bitmapUrl(gray: Uint8Array, width: number, height: number): string {
  return `data:image/bmp;base64,${Buffer.from(bitmap(gray, width, height)).toString('base64')}`
}

/** An 8-bit BMP: header, 256 grays, rows from the bottom, each padded to 4 bytes. */
function bitmap(gray: Uint8Array, width: number, height: number): Uint8Array {
  const start = 54 + 1024
  const row = Math.ceil(width / 4) * 4
  const bytes = new Uint8Array(start + row * height)
  const view = new DataView(bytes.buffer)
  bytes.set([0x42, 0x4d])
  for (const [offset, value] of [
    [2, bytes.length],
    [10, start],
    [14, 40],
    [18, width],
    [22, height],
    [34, row * height],
    [46, 256],
  ] as const) {
    view.setUint32(offset, value, true)
  }
  view.setUint16(26, 1, true)
  view.setUint16(28, 8, true)
  for (let level = 0; level < 256; level++) bytes.set([level, level, level, 0], 54 + 4 * level)
  for (let y = 0; y < height; y++) bytes.set(gray.subarray(y * width, (y + 1) * width), start + (height - 1 - y) * row)
  return bytes
}
