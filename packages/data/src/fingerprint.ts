import { foldIn, key, threefry4x32 } from '@thinned/rng'
import type { Dataset } from './dataset.ts'

/**
 * 32 hex digits that depend on every byte of the data and on the shapes, to recognise a data set again. Not a cryptographic
 * digest: it guards against mistakes, not against malice. The words (little-endian, padded with zeros) are absorbed four at a time:
 * state ← threefry4x32(state, words) ⊕ words.
 */
export function fingerprint({ inputs, targets, classes = 0 }: Dataset): string {
  const header = foldIn(key(JSON.stringify([inputs.shape, targets.shape, targets.data.constructor.name])), classes)
  let state: readonly [number, number, number, number] = [header[0], header[1], 0, 0]
  for (const { data } of [inputs, targets]) {
    const bytes = new DataView(data.buffer, data.byteOffset, data.byteLength)
    for (let at = 0; at < bytes.byteLength; at += 16) {
      const word = (i: number): number => (at + 4 * i + 4 <= bytes.byteLength ? bytes.getUint32(at + 4 * i, true) : 0)
      const words: [number, number, number, number] = [word(0), word(1), word(2), word(3)]
      const mixed = threefry4x32(state, words)
      state = [mixed[0] ^ words[0], mixed[1] ^ words[1], mixed[2] ^ words[2], mixed[3] ^ words[3]].map(
        (w) => w >>> 0,
      ) as [number, number, number, number]
    }
  }
  return state.map((word) => word.toString(16).padStart(8, '0')).join('')
}
