import type { V128 } from '../emit/code.ts'
import { choose, count, leave, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Func, type Module, run } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4, i16x8, i32x4, v128 } from '../emit/vector.ts'
import { makePair, type Pair, setPair, startWords, threefry } from './threefry.ts'

export const parameters = {
  k0: 'i32',
  k1: 'i32',
  /** The block of 64 columns: column ÷ 64. */
  block: 'i32',
  rowLow: 'i32',
  rowHigh: 'i32',
  threshold: 'i32',
  scale: 'f32',
  from: 'i32',
  to: 'i32',
  /** 256 bytes that nobody else uses. */
  spare: 'i32',
} as const

export type ThinParameters = typeof parameters
export type ThinFunc = Func<ThinParameters, 'nothing'>

/** Columns that one block of eight counters decides. */
export const COLUMNS = 64

/**
 * The function `thin`: to[0 … 63] = from · scale where mask law 1 keeps, else +0, for 64 columns of a row. A select: a dropped Inf
 * or NaN stays behind. `from` and `to` may be the same.
 */
export function emitThin(module: Module): ThinFunc {
  return module.once('thin', () => {
    const words = emitWords(module)
    const slow = emitThinByBoth(module, words)
    return module.func('thin', parameters, (p, local) => {
      const w: [Pair, Pair, Pair, Pair] = [makePair(local), makePair(local), makePair(local), makePair(local)]
      const [turned, scaled, x] = [makePair(local), makePair(local), makePair(local)]
      const key = [local('v128'), local('v128'), local('v128')] as const
      const [top, bound, scale] = [local('v128'), local('v128'), local('v128')]
      const ties = makePair(local)
      const sign = v128.const(0x80000000, 0x80000000, 0x80000000, 0x80000000)
      const kept = (word: V128): V128 => i32x4.gtS(bound, v128.xor(word, sign))
      return [
        ...startWords(w, key, p, i32.const(0)),
        ...threefry(w, key, turned),
        set(top, i32x4.splat(i32.shrU(p.threshold, i32.const(16)))),
        set(top, v128.or(top, i32x4.shl(top, 16))),
        ...setPair(ties, () => v128.const(0, 0, 0, 0)),
        ...w.flatMap((word) => setPair(ties, (side) => v128.or(ties[side], i16x8.eq(word[side], top)))),
        // Through memory, because a store is what an engine starts from when it joins pairs.
        stores.v128(p.spare, ties[0], 0),
        stores.v128(p.spare, ties[1], 16),
        when(v128.anyTrue(v128.or(loads.v128(p.spare, 0), loads.v128(p.spare, 16))), [run(slow, p), leave()]),
        set(bound, v128.xor(i32x4.splat(i32.and(p.threshold, i32.const(0xffff0000))), sign)),
        set(scale, f32x4.splat(p.scale)),
        ...[0, 1].flatMap((low) =>
          w.flatMap((word, j) => {
            const at = (side: 0 | 1): number => 4 * (32 * low + 8 * j + 4 * side)
            return [
              ...setPair(x, (side) => loads.v128(p.from, at(side))),
              ...setPair(scaled, (side) =>
                v128.and(f32x4.mul(x[side], scale), kept(low === 1 ? i32x4.shl(word[side], 16) : word[side])),
              ),
              stores.v128(p.to, scaled[0], at(0)),
              stores.v128(p.to, scaled[1], at(1)),
            ]
          }),
        ),
      ]
    })
  })
}

const wordsParameters = {
  k0: 'i32',
  k1: 'i32',
  block: 'i32',
  rowLow: 'i32',
  rowHigh: 'i32',
  draw: 'i32',
  to: 'i32',
} as const
type WordsFunc = Func<typeof wordsParameters, 'nothing'>

/** The 32 words of a block, for the high draw (0) or the low draw (1), to memory. */
function emitWords(module: Module): WordsFunc {
  return module.func('maskWords', wordsParameters, (p, local) => {
    const w: [Pair, Pair, Pair, Pair] = [makePair(local), makePair(local), makePair(local), makePair(local)]
    const key = [local('v128'), local('v128'), local('v128')] as const
    return [
      ...startWords(w, key, p, p.draw),
      ...threefry(w, key, makePair(local)),
      ...w.flatMap((pair, j) => pair.map((word, side) => stores.v128(p.to, word, 32 * j + 16 * side))),
    ]
  })
}

/** `thin` where a high half equals the threshold's: the low draw decides there. One block in a thousand comes here. */
function emitThinByBoth(module: Module, words: WordsFunc): ThinFunc {
  return module.func('thinByBoth', parameters, (p, local) => {
    const [i, at, high, low] = [local('i32'), local('i32'), local('i32'), local('i32')]
    const draw = i32.or(i32.shl(high, i32.const(16)), low)
    return [
      run(words, { ...p, draw: i32.const(0), to: p.spare }),
      run(words, { ...p, draw: i32.const(1), to: i32.add(p.spare, i32.const(128)) }),
      count(
        i,
        0,
        i32.const(COLUMNS),
        1,
        set(at, i32.add(p.spare, i32.shl(i32.and(i, i32.const(31)), i32.const(2)))),
        set(at, i32.add(at, choose(i32.ltU(i, i32.const(32)), i32.const(2), i32.const(0)))),
        set(high, loads.u16(at)),
        set(low, loads.u16(at, 128)),
        stores.f32(
          i32.add(p.to, i32.shl(i, i32.const(2))),
          choose(
            i32.ltU(draw, p.threshold),
            f32.mul(loads.f32(i32.add(p.from, i32.shl(i, i32.const(2)))), p.scale),
            f32.const(0),
          ),
        ),
      ),
    ]
  })
}
