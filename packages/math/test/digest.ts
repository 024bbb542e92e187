import { bitsOf, ofBits } from '../src/bits/float32.ts'

/** The float32 words that a digest goes over: 2^−4 to 2^7 in steps, each argument followed by its negative. */
export const DIGESTED = { from: 0x3d800000, to: 0x43000000, step: 127 } as const

/**
 * One uint32 for the results of a float32 function at 1.5 million arguments. From h = 0, for each result's word w (a NaN
 * counts as 0x7fc00000): h ← (h xor w) · 0x9e3779b1 mod 2^32, h ← h xor (h >>> 15).
 */
export function digest(apply: (x: number) => number): number {
  let h = 0
  for (let word = DIGESTED.from; word <= DIGESTED.to; word += DIGESTED.step) {
    const x = ofBits(word)
    h = mixed(h, apply(x))
    h = mixed(h, apply(-x))
  }
  return h >>> 0
}

function mixed(h: number, y: number): number {
  const product = Math.imul(h ^ (Number.isNaN(y) ? 0x7fc00000 : bitsOf(y)), 0x9e3779b1)
  return product ^ (product >>> 15)
}
