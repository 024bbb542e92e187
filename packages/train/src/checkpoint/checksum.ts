import type { SafetensorsEntry, SafetensorsTensor } from '@thinned/data'

/**
 * 16 hex digits that depend on every byte, name, dtype and shape of the tensors and on all metadata, in any order. Against damage, not against
 * malice. Two sums of 32 bits take in one word (little-endian, the last padded with zeros) after the other: sum ← (sum ⊕ word) · factor, then
 * sum ← sum ⊕ (sum >>> 15). Every step is a bijection of the sum, so a change within one word never passes.
 */
export function checksum(
  tensors: Readonly<Record<string, SafetensorsEntry & Partial<Pick<SafetensorsTensor, 'storedAs'>>>>,
  metadata: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(tensors).sort()
  const header = JSON.stringify([
    Object.keys(metadata)
      .sort()
      .map((name) => [name, metadata[name]]),
    // As it is in the file: a dtype that is converted to the same elements is another one.
    names.map((name) => [name, tensors[name]!.storedAs ?? tensors[name]!.dtype, tensors[name]!.shape]),
  ])
  let sums = absorb([0x2545f491, 0x4f6cdd1d], unitsOf(header))
  for (const name of names) sums = absorb(sums, tensors[name]!.data)
  return sums.map((sum) => (sum >>> 0).toString(16).padStart(8, '0')).join('')
}

type Sums = readonly [number, number]

function absorb([first, second]: Sums, { buffer, byteOffset, byteLength }: ArrayBufferView): Sums {
  const view = new DataView(buffer, byteOffset, byteLength)
  const whole = byteLength - (byteLength % 4)
  let [a, b] = [first, second]
  const take = (word: number): void => {
    a = Math.imul(a ^ word, 0x9e3779b1)
    a ^= a >>> 15
    b = Math.imul(b ^ word, 0x85ebca6b)
    b ^= b >>> 15
  }
  for (let i = 0; i < whole; i += 4) take(view.getInt32(i, true))
  if (whole < byteLength) {
    let word = 0
    for (let i = byteLength; i-- > whole; ) word = (word << 8) | view.getUint8(i)
    take(word)
  }
  return [a, b]
}

/** The units of UTF-16 of a text, all of them: characters beyond 16 bits have two. */
function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i)
  return units
}
