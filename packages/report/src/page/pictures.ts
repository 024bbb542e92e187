import type { Picture } from './block.ts'
import { type Element, element } from './element.ts'
import { pngOf } from './png.ts'

/** A picture with its caption. */
export function picture(given: Picture): Element {
  const { height, width, alt, caption } = given
  return element(
    'figure',
    {},
    element('img', { src: `data:image/png;base64,${base64(pngOf(given))}`, alt, width, height }),
    element('figcaption', {}, caption),
  )
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** So many bytes make one part of the text: parts that grow character by character are slow to join. */
const PART = 3 * 1024

/** Base64 (RFC 4648), in Node and browsers alike. */
export function base64(bytes: Uint8Array): string {
  const parts = Array.from({ length: Math.ceil(bytes.length / PART) }, (_, i) =>
    digitsOf(bytes.subarray(i * PART, (i + 1) * PART)).join(''),
  )
  return parts.join('')
}

function digitsOf(bytes: Uint8Array): string[] {
  const digits: string[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let digit = 0; digit < 4; digit += 1)
      digits.push(i + digit > bytes.length ? '=' : DIGITS[(word >>> (18 - 6 * digit)) & 63]!)
  }
  return digits
}
