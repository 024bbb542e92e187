import { bitsOf, ofBits } from '../src/bits/float32.ts'

/** What a sweep found: the largest error in units of the last place and where, and how often a result fell as x rose. */
export interface Sweep {
  readonly patterns: number
  readonly ulp: number
  readonly at: number
  readonly falls: number
}

/** The place of a float32 among all of them in rising order: 0 for ±0, ±1 for the smallest subnormals. */
export function placeOf(x: number): number {
  const word = bitsOf(x)
  return word < 0 ? -(word & 0x7fffffff) : word
}

/** The float32 at a place; +0 at 0. */
export function atPlace(place: number): number {
  return place < 0 ? -ofBits(-place) : ofBits(place)
}

/** The distance of two neighboring float32 values at the true value: 2^−149 for subnormal ones. */
function unit(truth: number): number {
  const below = Math.abs(Math.fround(truth))
  const floor = below > Math.abs(truth) ? ofBits(bitsOf(below) - 1) : below
  return floor < 2 ** -126 ? 2 ** -149 : ofBits(bitsOf(floor) & 0x7f800000) * 2 ** -23
}

/**
 * Compares a float32 function with its float64 sequence at every `stride`-th float32 value from low to high, so that each
 * binade has its share. Where the truth rounds to Infinity, anything else counts as an error of Infinity.
 */
export function sweep(
  apply: (x: number) => number,
  sequence: (x: number) => number,
  [low, high]: readonly [number, number],
  stride: number,
): Sweep {
  let patterns = 0
  let ulp = 0
  let at = low
  let falls = 0
  let before = -Infinity
  for (let place = placeOf(low); place <= placeOf(high); place += stride) {
    const x = atPlace(place)
    const y = apply(x)
    const truth = sequence(x)
    const rounded = Math.fround(truth)
    const error = y === rounded ? 0 : Math.abs(y - truth)
    if (error > ulp * 2 ** -149 && error / unit(truth) > ulp) {
      ulp = error / unit(truth)
      at = x
    }
    if (!(y >= before)) falls++
    before = y
    patterns++
  }
  return { patterns, ulp, at, falls }
}
