import type { I32, Statement, V128 } from '../emit/code.ts'
import { type Local, type MakeLocal, set } from '../emit/control.ts'
import { i32 } from '../emit/scalar.ts'
import { i32x4, v128 } from '../emit/vector.ts'

/** The rotations of Threefry4x32 by round modulo 8: of words 1 and 3 in even rounds, of words 3 and 1 in odd rounds. */
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

/** The two vectors of eight neighboring values. Their operations are emitted side by side, so an engine can join them to 256 bits. */
export type Pair = readonly [Local<'v128'>, Local<'v128'>]

export function makePair(local: MakeLocal): Pair {
  return [local('v128'), local('v128')]
}

/** Sets both vectors of a pair. `value` gives that of a side: 0 is that of the first four values, 1 that of the last four. */
export function setPair(pair: Pair, value: (side: 0 | 1) => V128): Statement[] {
  return [set(pair[0], value(0)), set(pair[1], value(1))]
}

const splat = (word: number): V128 => v128.const(word, word, word, word)

/**
 * Threefry4x32-20 (Salmon et al. 2011) of eight neighboring counters under the key words (k0, k1, 0, 0). `words` hold the counters before
 * and the random words after. `key` holds k0, k1 and 0x1bd11bda ^ k0 ^ k1 in all lanes; `rotated` is a scratch variable.
 */
export function threefry(
  words: readonly [Pair, Pair, Pair, Pair],
  key: readonly [V128, V128, V128],
  rotated: Pair,
): Statement[] {
  const schedule = [key[0], key[1], undefined, undefined, key[2]]
  const statements: Statement[] = []
  const add = (word: Pair, value: (side: 0 | 1) => V128): void => {
    statements.push(...setPair(word, (side) => i32x4.add(word[side], value(side))))
  }
  const inject = (s: number): void => {
    words.forEach((word, i) => {
      const part = schedule[(s + i) % 5]
      if (part) add(word, () => part)
      if (i === 3 && s > 0) add(word, () => splat(s))
    })
  }
  const mix = (to: Pair, from: Pair, by: number): void => {
    add(to, (side) => from[side])
    statements.push(
      ...setPair(rotated, (side) => v128.or(i32x4.shl(from[side], by), i32x4.shrU(from[side], 32 - by))),
      ...setPair(from, (side) => v128.xor(rotated[side], to[side])),
    )
  }
  inject(0)
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second] = ROTATIONS[round % 8]!
    const [a, b] = round % 2 === 0 ? ([1, 3] as const) : ([3, 1] as const)
    mix(words[0], words[a], first)
    mix(words[2], words[b], second)
    if (round % 4 === 3) inject((round >> 2) + 1)
  }
  return statements
}

/** Sets the key and the counters of a block, one for each lane: (8·block + lane, row low, row high, d). */
export function startWords(
  [w0, w1, w2, w3]: readonly [Pair, Pair, Pair, Pair],
  key: readonly [Local<'v128'>, Local<'v128'>, Local<'v128'>],
  p: { readonly [N in 'k0' | 'k1' | 'block' | 'rowLow' | 'rowHigh']: I32 },
  d: I32,
): Statement[] {
  const lanes = [v128.const(0, 1, 2, 3), v128.const(4, 5, 6, 7)] as const
  // The second side copies the first: an engine does not join two equal splats to 256 bits.
  const both = (pair: Pair, value: I32): Statement[] => [set(pair[0], i32x4.splat(value)), set(pair[1], pair[0])]
  return [
    set(key[0], i32x4.splat(p.k0)),
    set(key[1], i32x4.splat(p.k1)),
    set(key[2], i32x4.splat(i32.xor(i32.xor(p.k0, p.k1), i32.const(0x1bd11bda)))),
    ...both(w0, i32.shl(p.block, i32.const(3))),
    ...setPair(w0, (side) => i32x4.add(w0[side], lanes[side])),
    ...both(w1, p.rowLow),
    ...both(w2, p.rowHigh),
    ...both(w3, d),
  ]
}
