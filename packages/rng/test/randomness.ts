import type { Key } from '../src/keys/is-key.ts'
import { chiSquareP, normalP } from './p-values.ts'

/** What a test of randomness found: how unlikely it is, were all draws independent and uniform. */
export interface Finding {
  name: string
  p: number
}

/** What is tested: the real package, or one with a planted fault. */
export interface Source {
  bits(k: Key, length: number, start?: number): Uint32Array
  fillMask(
    k: Key,
    threshold: number,
    rows: number,
    columns: number,
    out: Uint8Array,
    firstRow?: number,
    outOffset?: number,
  ): void
}

export function chiSquareOfCounts(counts: ArrayLike<number>): number {
  const total = Array.from(counts).reduce((sum, n) => sum + n, 0)
  const expected = total / counts.length
  return chiSquareP(
    Array.from(counts).reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0),
    counts.length - 1,
  )
}

/** Each of the 32 bits is 1 in half of the words. */
export function bitFrequencies(words: Uint32Array): Finding[] {
  return onesPerBit(words).map((ones, bit) => ({
    name: `frequency of bit ${bit}`,
    p: normalP((2 * ones - words.length) / Math.sqrt(words.length)),
  }))
}

/** Each of the four bytes takes its 256 values equally often. */
export function byteFrequencies(words: Uint32Array): Finding[] {
  return [0, 8, 16, 24].map((shift) => {
    const counts = new Uint32Array(256)
    for (const word of words) counts[(word >>> shift) & 0xff]!++
    return { name: `values of the byte at bit ${shift}`, p: chiSquareOfCounts(counts) }
  })
}

/** Four bits of a word and the same four bits of the next take their 256 pairs of values equally often. */
export function serialPairs(words: Uint32Array): Finding[] {
  return [0, 4, 8, 12, 16, 20, 24, 28].map((shift) => {
    const counts = new Uint32Array(256)
    for (let i = 0; i + 1 < words.length; i += 2) {
      counts[(((words[i]! >>> shift) & 15) << 4) | ((words[i + 1]! >>> shift) & 15)]!++
    }
    return { name: `pairs of successive words at bit ${shift}`, p: chiSquareOfCounts(counts) }
  })
}

/** Two sequences of words of one length do not know of each other: as numbers, and bit by bit. */
export function crossCorrelation(name: string, a: Uint32Array, b: Uint32Array): Finding[] {
  const differing = new Uint32Array(a.length)
  let products = 0
  for (let i = 0; i < a.length; i++) {
    differing[i] = a[i]! ^ b[i]!
    products += (a[i]! / 2 ** 32 - 0.5) * (b[i]! / 2 ** 32 - 0.5)
  }
  // The product of two uniform numbers less ½ has variance 1/144; a bit differs half of the time.
  const bitwise = onesPerBit(differing).reduce((sum, ones) => sum + (2 * ones - a.length) ** 2 / a.length, 0)
  return [
    { name: `${name}: correlation`, p: normalP((12 * products) / Math.sqrt(a.length)) },
    { name: `${name}: bits that differ`, p: chiSquareP(bitwise, 32) },
  ]
}

/** A word does not know of the word `lag` places on. */
export function lagCorrelation(words: Uint32Array, lag: number): Finding[] {
  return crossCorrelation(`lag ${lag}`, words.subarray(0, words.length - lag), words.subarray(lag))
}

/** Counts four bits at a time, which lie eight apart: each has a byte of a lane, which is emptied before it is full. */
function onesPerBit(words: Uint32Array): number[] {
  const ones = new Array<number>(32).fill(0)
  const lanes = new Uint32Array(8)
  for (let start = 0; start < words.length; start += 255) {
    lanes.fill(0)
    for (const word of words.subarray(start, start + 255)) {
      for (let bit = 0; bit < 8; bit++) lanes[bit]! += (word >>> bit) & 0x01010101
    }
    for (let bit = 0; bit < 32; bit++) ones[bit]! += (lanes[bit % 8]! >>> (bit - (bit % 8))) & 0xff
  }
  return ones
}
