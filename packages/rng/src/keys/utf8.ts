/**
 * The bytes of a well-formed string in UTF-8. (TextEncoder belongs to the platform, not the language, and this
 * package needs no platform.)
 */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0)!
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >>> 6), continuation(point))
    else if (point < 0x10000) bytes.push(0xe0 | (point >>> 12), continuation(point >>> 6), continuation(point))
    else {
      bytes.push(0xf0 | (point >>> 18), continuation(point >>> 12), continuation(point >>> 6), continuation(point))
    }
  }
  return Uint8Array.from(bytes)
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f)
}
