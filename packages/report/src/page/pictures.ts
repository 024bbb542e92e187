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

const DIGITS = /* @__PURE__ */ Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', (digit) =>
  digit.charCodeAt(0),
)
const PADDING = 61
/** So many arguments a call takes everywhere. */
const AT_ONCE = 8192

/** Base64 (RFC 4648), in Node and browsers alike. */
export function base64(bytes: Uint8Array): string {
  const codes = new Uint8Array(4 * Math.ceil(bytes.length / 3))
  let end = 0
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let digit = 0; digit < 4; digit += 1)
      codes[end++] = i + digit > bytes.length ? PADDING : DIGITS[(word >>> (18 - 6 * digit)) & 63]!
  }
  let text = ''
  for (let i = 0; i < codes.length; i += AT_ONCE) text += String.fromCharCode(...codes.subarray(i, i + AT_ONCE))
  return text
}
