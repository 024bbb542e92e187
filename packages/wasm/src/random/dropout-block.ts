import { type MaskSpec, sizeOf, type View } from '@thinned/tensor'
import type { I32, V128 } from '../emit/code.ts'
import { choose, count, leave, locals, set, when } from '../emit/control.ts'
import { loads, stores, storeVectors } from '../emit/memory.ts'
import { type Func, type Module, run } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4, i16x8, i32x4, v128 } from '../emit/vector.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitJob } from '../threads/job.ts'
import { setRow, withMaskRows } from './row-list.ts'
import { makePair, type Pair, setPair, startWords, threefry } from './threefry.ts'

/** A mask of law 1 as arguments: the words of its key, its threshold and scale, and the low and high word of its first row, unless it has a list. */
export const maskArguments = {
  k0: 'i32',
  k1: 'i32',
  threshold: 'i32',
  scale: 'f32',
  rowLow: 'i32',
  rowHigh: 'i32',
} as const

/**
 * The values of `maskArguments`. A job's argument is a signed word: T = 2^31 (keep 0.5) arrives as −2^31, which are the same 32 bits. The code
 * compares them as unsigned numbers, so the sign has no meaning. The same holds for the row.
 */
export function maskValues({ key, threshold, scale, row }: MaskSpec): number[] {
  const first = typeof row === 'number' ? row : 0
  return [key[0], key[1], threshold, scale, first % 0x1_0000_0000, Math.floor(first / 0x1_0000_0000)]
}

const parameters: typeof maskArguments & { readonly [N in 'block' | 'from' | 'to' | 'scratch']: 'i32' } = {
  ...maskArguments,
  /** The block of 64 columns: column ÷ 64. */
  block: 'i32',
  from: 'i32',
  to: 'i32',
  /** 256 bytes of scratch memory. */
  scratch: 'i32',
}

type DropoutBlockParameters = typeof parameters
export type DropoutBlockFunc = Func<DropoutBlockParameters, 'void'>

/**
 * Columns of a block of the mask. A panel of a product has as many, so its epilogue draws one block for each row.
 *
 * Mask law 1 keeps the element (row r, column c) if h(0) · 2^16 + h(1) < T, as unsigned numbers. h(d) is a half of word ⌊c/8⌋ mod 4 of the
 * Threefry4x32-20 block with the counter (8⌊c/64⌋ + c mod 8, low word of r, high word of r, d): the high half if ⌊c/32⌋ is even, else the low
 * half. So the eight counters of a block have the first words 8 · block + lane. In a block, the high half of word j at a lane decides column
 * 8j + lane, the low half column 32 + 8j + lane. h(0) alone decides unless it equals the upper half of T.
 */
export const BLOCK_COLUMNS = 64

/**
 * Emits `dropoutBlock`: to[0 … 63] = from · scale where mask law 1 keeps an element, else +0, for 64 columns of a row. It is a select: a
 * dropped Inf or NaN becomes 0. `from` and `to` may be the same.
 */
function emitDropoutBlock(module: Module): DropoutBlockFunc {
  return module.once('dropoutBlock', () => {
    const words = emitWords(module)
    const byBothHalves = emitDropoutBlockByBothHalves(module, words)
    return module.func('dropoutBlock', parameters, (p, local) => {
      const w: [Pair, Pair, Pair, Pair] = [makePair(local), makePair(local), makePair(local), makePair(local)]
      const [rotated, scaled, x] = [makePair(local), makePair(local), makePair(local)]
      const key = [local('v128'), local('v128'), local('v128')] as const
      // `upperTwice`: the upper half of T in both halves of each word. `equal`: the halves of words that equal it.
      const [upperTwice, limit, scale] = [local('v128'), local('v128'), local('v128')]
      const equal = makePair(local)
      const sign = v128.const(0x80000000, 0x80000000, 0x80000000, 0x80000000)
      // A word is below (upper half of T, then 16 zeros) exactly where its upper half is below that of T, so a comparison of whole words
      // decides a half. The sign bits are flipped, so that the signed comparison gives the unsigned order.
      const isKept = (word: V128): V128 => i32x4.gtS(limit, v128.xor(word, sign))
      return [
        ...startWords(w, key, p, i32.const(0)),
        ...threefry(w, key, rotated),
        set(upperTwice, i32x4.splat(i32.shrU(p.threshold, i32.const(16)))),
        set(upperTwice, v128.or(upperTwice, i32x4.shl(upperTwice, 16))),
        ...setPair(equal, () => v128.const(0, 0, 0, 0)),
        ...w.flatMap((word) => setPair(equal, (side) => v128.or(equal[side], i16x8.eq(word[side], upperTwice)))),
        // Through memory: an engine joins pairs of vectors from their stores backwards.
        ...storeVectors(p.scratch, equal),
        when(v128.anyTrue(v128.or(loads.v128(p.scratch, 0), loads.v128(p.scratch, 16))), [
          run(byBothHalves, p),
          leave(),
        ]),
        set(limit, v128.xor(i32x4.splat(i32.and(p.threshold, i32.const(0xffff0000))), sign)),
        set(scale, f32x4.splat(p.scale)),
        ...[0, 1].flatMap((low) =>
          w.flatMap((word, j) => {
            const offset = (side: 0 | 1): number => 4 * (32 * low + 8 * j + 4 * side)
            return [
              ...setPair(x, (side) => loads.v128(p.from, offset(side))),
              ...setPair(scaled, (side) =>
                v128.and(f32x4.mul(x[side], scale), isKept(low === 1 ? i32x4.shl(word[side], 16) : word[side])),
              ),
              ...storeVectors(p.to, scaled, offset(0)),
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
  /** The last word of the counters, 0 or 1. */
  d: 'i32',
  to: 'i32',
} as const
type WordsFunc = Func<typeof wordsParameters, 'void'>

/** Emits the function that stores the 32 words of a block that hold h(d). */
function emitWords(module: Module): WordsFunc {
  return module.func('maskWords', wordsParameters, (p, local) => {
    const w: [Pair, Pair, Pair, Pair] = [makePair(local), makePair(local), makePair(local), makePair(local)]
    const key = [local('v128'), local('v128'), local('v128')] as const
    return [
      ...startWords(w, key, p, p.d),
      ...threefry(w, key, makePair(local)),
      ...w.flatMap((pair, j) => pair.map((word, side) => stores.v128(p.to, word, 32 * j + 16 * side))),
    ]
  })
}

/** Emits `dropoutBlock` for blocks in which an h(0) equals the upper half of T, so that h(1) decides: one block in a thousand. */
function emitDropoutBlockByBothHalves(module: Module, words: WordsFunc): DropoutBlockFunc {
  return module.func('dropoutBlockByBothHalves', parameters, (p, local) => {
    const [i, address, high, low] = [local('i32'), local('i32'), local('i32'), local('i32')]
    // The words of h(0) are at `scratch`, those of h(1) 128 bytes after them.
    const draw = i32.or(i32.shl(high, i32.const(16)), low)
    return [
      run(words, { ...p, d: i32.const(0), to: p.scratch }),
      run(words, { ...p, d: i32.const(1), to: i32.add(p.scratch, i32.const(128)) }),
      count(
        i,
        0,
        i32.const(BLOCK_COLUMNS),
        1,
        set(address, i32.add(p.scratch, i32.shl(i32.and(i, i32.const(31)), i32.const(2)))),
        set(address, i32.add(address, choose(i32.ltU(i, i32.const(32)), i32.const(2), i32.const(0)))),
        set(high, loads.u16(address)),
        set(low, loads.u16(address, 128)),
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

const dropoutColumnsParameters: DropoutBlockParameters & { readonly columns: 'i32' } = {
  ...parameters,
  columns: 'i32',
} as const

export type DropoutColumnsFunc = Func<DropoutBlockParameters & { readonly columns: 'i32' }, 'void'>

/** Emits `dropoutColumns`: `dropoutBlock` for the first `columns` (1 … 64) of a block. It needs 512 bytes of scratch memory. */
export function emitDropoutColumns(module: Module): DropoutColumnsFunc {
  return module.once('dropoutColumns', () => {
    const dropoutBlock = emitDropoutBlock(module)
    return module.func('dropoutColumns', dropoutColumnsParameters, (p, local) => {
      const [i, padded] = [local('i32'), local('i32')]
      const element = (base: I32): I32 => i32.add(base, i32.shl(i, i32.const(2)))
      return [
        when(
          i32.eq(p.columns, i32.const(BLOCK_COLUMNS)),
          [run(dropoutBlock, p)],
          [
            set(padded, i32.add(p.scratch, i32.const(256))),
            count(i, 0, p.columns, 1, stores.i32(element(padded), loads.i32(element(p.from)))),
            run(dropoutBlock, { ...p, from: padded, to: padded }),
            count(i, 0, p.columns, 1, stores.i32(element(p.to), loads.i32(element(padded)))),
          ],
        ),
      ]
    })
  })
}

/** Blocks of 64 columns in one chunk. */
const CHUNK_BLOCKS = 64

/** Dropout with a mask of the tensor's shape. Both views are dense. */
export type DropoutRows = (runtime: Runtime, out: View, x: View, mask: MaskSpec) => void

/** Emits out = x · scale where mask law 1 keeps an element, else +0. It goes over each row in blocks of 64 columns and stores no mask. */
export function emitDropoutRows(module: Module): DropoutRows {
  return module.once('dropoutRows', () => {
    const dropoutColumns = emitDropoutColumns(module)
    const parameters = {
      ...maskArguments,
      /** The address of the list of rows, or 0. */
      rows: 'i32',
      from: 'i32',
      to: 'i32',
      columns: 'i32',
      blocksInRow: 'i32',
      blocks: 'i32',
    } as const
    const job = emitJob(module, 'dropout', parameters, (p, chunk, scratch, local) => {
      const v = locals(local, {
        index: 'i32',
        end: 'i32',
        row: 'i32',
        block: 'i32',
        column: 'i32',
        offset: 'i32',
        rowLow: 'i32',
        rowHigh: 'i32',
        k0: 'i32',
        k1: 'i32',
      })
      return [
        set(v.index, i32.mul(chunk, i32.const(CHUNK_BLOCKS))),
        set(v.end, minU(i32.add(v.index, i32.const(CHUNK_BLOCKS)), p.blocks)),
        count(
          v.index,
          v.index,
          v.end,
          1,
          set(v.row, i32.divU(v.index, p.blocksInRow)),
          set(v.block, i32.sub(v.index, i32.mul(v.row, p.blocksInRow))),
          set(v.column, i32.mul(v.block, i32.const(BLOCK_COLUMNS))),
          set(v.offset, i32.shl(i32.add(i32.mul(v.row, p.columns), v.column), i32.const(2))),
          ...setRow(v, p, v.row, p.rows),
          run(dropoutColumns, {
            ...p,
            block: v.block,
            rowLow: v.rowLow,
            rowHigh: v.rowHigh,
            k0: v.k0,
            k1: v.k1,
            from: i32.add(p.from, v.offset),
            to: i32.add(p.to, v.offset),
            scratch,
            columns: minU(i32.sub(p.columns, v.column), i32.const(BLOCK_COLUMNS)),
          }),
        ),
      ]
    })
    return (runtime, out, x, mask) => {
      const { shape } = mask
      const size = sizeOf(shape)
      if (size === 0) return
      const rows = shape.length < 2 ? 1 : shape[0]!
      const columns = size / rows
      const blocksInRow = Math.ceil(columns / BLOCK_COLUMNS)
      const blocks = rows * blocksInRow
      const chunks = Math.ceil(blocks / CHUNK_BLOCKS)
      withMaskRows(runtime, mask, (list) =>
        runtime.launch(
          job,
          chunks,
          ...maskValues(mask),
          list,
          addressOf(x),
          addressOf(out),
          columns,
          blocksInRow,
          blocks,
        ),
      )
    }
  })
}
