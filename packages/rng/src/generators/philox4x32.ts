import { checkWords } from '../checks.ts'
import type { FourWords } from './threefry4x32.ts'

const ROUNDS = 10
const MULTIPLIER_0 = 0xd2511f53
const MULTIPLIER_1 = 0xcd9e8d57
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85

/** The high 32 bits of the 64-bit product of two words, by 16-bit halves so that every step is exact. */
function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16
  const aLow = a & 0xffff
  const bHigh = b >>> 16
  const bLow = b & 0xffff
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  const carry = (middle & 0xffff) + aLow * bHigh
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0
}

/**
 * The raw block function Philox4x32 with 10 rounds: four counter words under two key words.
 *
 * Words are integers from 0 to 2^32 − 1, in and out; anything else is an `RngError`. No draw of this package uses it;
 * it serves the exchange with frameworks that do.
 *
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 *
 * @example
 * ```ts
 * import { philox4x32 } from '@thinned/rng'
 *
 * console.log(philox4x32([1, 2], [0, 0, 0, 0])) // [ 93904442, 2563932206, 655331230, 3937864147 ]
 * ```
 */
export function philox4x32(key2: readonly [number, number], counter4: FourWords): [number, number, number, number] {
  checkWords('key', key2, 2)
  checkWords('counter', counter4, 4)
  let [k0, k1] = key2
  let [x0, x1, x2, x3] = counter4
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, x0)
    const high1 = multiplyHigh(MULTIPLIER_1, x2)
    const low0 = Math.imul(MULTIPLIER_0, x0) >>> 0
    const low1 = Math.imul(MULTIPLIER_1, x2) >>> 0
    x0 = (high1 ^ x1 ^ k0) >>> 0
    x1 = low1
    x2 = (high0 ^ x3 ^ k1) >>> 0
    x3 = low0
    k0 = (k0 + WEYL_0) >>> 0
    k1 = (k1 + WEYL_1) >>> 0
  }
  return [x0, x1, x2, x3]
}
