import { bitsOf, ofBits } from '../src/bits/float32.ts'

/** The results of a sweep: the largest error in units of the last place, its argument, and how often a result fell as x rose. */
export interface Sweep {
  readonly patterns: number
  readonly ulp: number
  readonly worst: number
  readonly falls: number
}

/** The rank of a float32 among all of them in rising order: 0 for ±0, ±1 for the smallest subnormals. */
export function rankOf(x: number): number {
  const word = bitsOf(x)
  return word < 0 ? -(word & 0x7fffffff) : word
}

/** The float32 of a rank; +0 for 0. */
export function float32OfRank(rank: number): number {
  return rank < 0 ? -ofBits(-rank) : ofBits(rank)
}

/** The distance of two neighboring float32 values at the true value: 2^−149 for subnormal ones. */
function unit(truth: number): number {
  const below = Math.abs(Math.fround(truth))
  const floor = below > Math.abs(truth) ? ofBits(bitsOf(below) - 1) : below
  return floor < 2 ** -126 ? 2 ** -149 : ofBits(bitsOf(floor) & 0x7f800000) * 2 ** -23
}

/**
 * Compares a float32 function with its float64 sequence at every `stride`-th float32 value from low to high, so that each
 * binade is sampled. Where the truth rounds to Infinity, anything else counts as an error of Infinity.
 */
export function sweep(
  apply: (x: number) => number,
  sequence: (x: number) => number,
  [low, high]: readonly [number, number],
  stride: number,
): Sweep {
  let patterns = 0
  let ulp = 0
  let worst = low
  let falls = 0
  let before = -Infinity
  for (let rank = rankOf(low); rank <= rankOf(high); rank += stride) {
    const x = float32OfRank(rank)
    const y = apply(x)
    const truth = sequence(x)
    const rounded = Math.fround(truth)
    const error = y === rounded ? 0 : Math.abs(y - truth)
    if (error > ulp * 2 ** -149 && error / unit(truth) > ulp) {
      ulp = error / unit(truth)
      worst = x
    }
    if (!(y >= before)) falls++
    before = y
    patterns++
  }
  return { patterns, ulp, worst, falls }
}
