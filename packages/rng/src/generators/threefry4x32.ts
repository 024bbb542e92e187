import { checkWords } from '../checks.ts'

/** Four 32-bit words, each from 0 to 2^32 − 1. */
export type FourWords = readonly [number, number, number, number]

/** The rotations of the two pairs of words in rounds 0 … 7; from round 8 on they repeat. */
const ROTATIONS = [
  [10, 26],
  [11, 21],
  [13, 27],
  [23, 5],
  [6, 20],
  [17, 11],
  [25, 10],
  [18, 20],
] as const

const ROUNDS = 20

/** The parity word of the key schedule (Skein 1.3). */
const PARITY = 0x1bd11bda

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

/**
 * The raw block function Threefry4x32 with 20 rounds: four counter words under four key words.
 *
 * Words are integers from 0 to 2^32 − 1, in and out; anything else is an `RngError`.
 *
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 *
 * @example
 * ```ts
 * import { threefry4x32 } from '@thinned/rng'
 *
 * console.log(threefry4x32([1, 2, 0, 0], [0, 0, 0, 0])) // [ 1650593935, 2278514915, 3263147084, 4281640389 ]
 * ```
 */
export function threefry4x32(key4: FourWords, counter4: FourWords): [number, number, number, number] {
  checkWords('key', key4, 4)
  checkWords('counter', counter4, 4)
  const schedule = [...key4, PARITY ^ key4[0] ^ key4[1] ^ key4[2] ^ key4[3]]
  const inject = (state: number[], injection: number): number[] =>
    state.map((word, j) => (word + schedule[(injection + j) % 5]! + (j === 3 ? injection : 0)) | 0)

  let [x0, x1, x2, x3] = inject([...counter4], 0) as [number, number, number, number]
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second] = ROTATIONS[round % 8]!
    // Mix the two pairs, then exchange words 1 and 3.
    x0 = (x0 + x1) | 0
    x2 = (x2 + x3) | 0
    const mixed1 = rotateLeft(x1, first) ^ x0
    x1 = rotateLeft(x3, second) ^ x2
    x3 = mixed1
    if (round % 4 === 3)
      [x0, x1, x2, x3] = inject([x0, x1, x2, x3], (round + 1) / 4) as [number, number, number, number]
  }
  return [x0 >>> 0, x1 >>> 0, x2 >>> 0, x3 >>> 0]
}
