import type { I32 } from '../emit/code.ts'
import { choose, count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, i64, minU } from '../emit/scalar.ts'
import { f32x4, i32x4, v128 } from '../emit/vector.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitJob, type Job } from '../threads/job.ts'
import type { Matrix } from './product.ts'
import { ENTRY_UNIT } from './sparse-panel.ts'
import { emitTranspose, TRANSPOSED_ROWS } from './transpose.ts'

/** The most steps of k in a list: a block of 128 rows of 64 floats fits the first-level cache. */
export const MOST_IN_BLOCK = 128
/** The most steps of k in each of several blocks: the cache also holds sums and lists. */
const IN_SEVERAL = 112

/** The steps of k in a block of a product. Of several blocks all are about as long, in whole vectors. */
function blockOf(length: number): number {
  if (length <= MOST_IN_BLOCK) return Math.max(length, 1)
  return 4 * Math.ceil(length / Math.ceil(length / IN_SEVERAL) / 4)
}

/** Rows in a chunk. Their lists are neighbors in memory. */
const LIST_ROWS = 16
/** Bytes for the lists of a group of rows in a block, with room for the vectors that are written past their end. */
function listBytes(block: number): number {
  return LIST_ROWS * block * 8 + 64
}

/** The approximate number of elements that a count takes, and the fewest rows. */
const SAMPLE = { elements: 8192, rows: 8 } as const

/** The number of rows whose nonzeros are counted, for rows of a length: all of a small matrix, a sample of a large one. */
export function countedRows(rows: number, length: number): number {
  return Math.min(rows, Math.max(SAMPLE.rows, Math.ceil(SAMPLE.elements / length)))
}

/**
 * Emits the job that writes to `count` the number of nonzeros in some rows: in all, or in `counted` of them, spread over the matrix by
 * multiples of the golden ratio, which follow no period of its rows. It has one chunk, because it takes a few microseconds.
 */
export function emitCountNonzeros(module: Module): Job {
  const parameters = { from: 'i32', step: 'i32', rows: 'i32', length: 'i32', counted: 'i32', count: 'i32' } as const
  return emitJob(module, 'countNonzeros', parameters, (p, _chunk, _scratch, local) => {
    const [i, row, k, from, total] = [local('i32'), local('i32'), local('i32'), local('i32'), local('i32')]
    const sums = local('v128')
    const isNonzero = f32x4.ne(loads.v128(from), f32x4.const(0))
    const fraction = i64.extendU(i32.mul(i, i32.const(0x9e3779b1)))
    const sampled = i32.wrap(i64.shrU(i64.mul(fraction, i64.extendU(p.rows)), i64.const(32n)))
    return [
      count(
        i,
        0,
        p.counted,
        1,
        set(row, choose(i32.eq(p.counted, p.rows), i, sampled)),
        set(from, i32.add(p.from, i32.mul(row, p.step))),
        set(k, i32.const(0)),
        loopWhile(
          i32.leU(i32.add(k, i32.const(4)), p.length),
          set(sums, i32x4.sub(sums, isNonzero)),
          increase(from, 16),
          increase(k, 4),
        ),
        loopWhile(
          i32.ltU(k, p.length),
          set(total, i32.add(total, i32.ne(i32.shl(loads.i32(from), i32.const(1)), i32.const(0)))),
          increase(from, 4),
          increase(k, 1),
        ),
      ),
      ...[0, 1, 2, 3].map((lane) => set(total, i32.add(total, i32x4.lane(sums, lane)))),
      stores.i32(p.count, total),
    ]
  })
}

/**
 * Emits the job that lists the nonzeros of each row in each block of k. A list has entries (64·(k mod block), value) with rising k. Its
 * addresses { start, end } go to table[block][row]. Chunk c is the group c mod groups of rows in some blocks.
 */
function emitNonzeroLists(module: Module): Job {
  const parameters = {
    from: 'i32',
    step: 'i32',
    rows: 'i32',
    length: 'i32',
    lists: 'i32',
    table: 'i32',
    groups: 'i32',
    groupBytes: 'i32',
    inBlock: 'i32',
    blocksInChunk: 'i32',
    compact: 'i32',
  } as const
  return emitJob(module, 'nonzeroLists', parameters, (p, chunk, _, local) => {
    const { group, first, row, last, block, lastBlock, k, end, from, entry, bits, range } = locals(local, {
      group: 'i32',
      first: 'i32',
      row: 'i32',
      last: 'i32',
      block: 'i32',
      lastBlock: 'i32',
      k: 'i32',
      end: 'i32',
      from: 'i32',
      entry: 'i32',
      bits: 'i32',
      range: 'i32',
    })
    const { values, offsets, order, chosen, chosenOffsets } = locals(local, {
      values: 'v128',
      offsets: 'v128',
      order: 'v128',
      chosen: 'v128',
      chosenOffsets: 'v128',
    })
    const unit = ENTRY_UNIT
    const low = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23]
    const high = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31]
    const rangeOf = (): I32 => i32.add(p.table, i32.shl(i32.add(i32.mul(block, p.rows), row), i32.const(3)))
    return [
      set(block, i32.divU(chunk, p.groups)),
      set(group, i32.sub(chunk, i32.mul(block, p.groups))),
      set(block, i32.mul(block, p.blocksInChunk)),
      set(lastBlock, i32.add(block, p.blocksInChunk)),
      set(first, i32.mul(group, i32.const(LIST_ROWS))),
      set(last, minU(i32.add(first, i32.const(LIST_ROWS)), p.rows)),
      loopWhile(
        i32.and(i32.ltU(i32.mul(block, p.inBlock), p.length), i32.ltU(block, lastBlock)),
        set(entry, i32.add(p.lists, i32.mul(i32.add(i32.mul(block, p.groups), group), p.groupBytes))),
        set(end, minU(i32.sub(p.length, i32.mul(block, p.inBlock)), p.inBlock)),
        count(
          row,
          first,
          last,
          1,
          set(range, rangeOf()),
          stores.i32(range, entry),
          set(from, i32.add(i32.add(p.from, i32.mul(row, p.step)), i32.shl(i32.mul(block, p.inBlock), i32.const(2)))),
          set(k, i32.const(0)),
          set(offsets, v128.const(0, unit, 2 * unit, 3 * unit)),
          // No branch on the bits: the processor would mispredict every second one.
          loopWhile(
            i32.leU(i32.add(k, i32.const(4)), end),
            set(values, loads.v128(from)),
            set(bits, i32x4.bitmask(f32x4.ne(values, f32x4.const(0)))),
            set(order, loads.v128(i32.add(p.compact, i32.shl(bits, i32.const(4))))),
            set(chosen, v128.swizzle(values, order)),
            set(chosenOffsets, v128.swizzle(offsets, order)),
            stores.v128(entry, v128.shuffle(chosenOffsets, chosen, low)),
            stores.v128(entry, v128.shuffle(chosenOffsets, chosen, high), 16),
            increase(entry, i32.shl(i32.popcnt(bits), i32.const(3))),
            set(offsets, i32x4.add(offsets, v128.const(4 * unit, 4 * unit, 4 * unit, 4 * unit))),
            increase(from, 16),
            increase(k, 4),
          ),
          loopWhile(
            i32.ltU(k, end),
            when(i32.shl(loads.i32(from), i32.const(1)), [
              stores.i32(entry, i32.mul(k, i32.const(unit))),
              stores.i32(entry, loads.i32(from), 4),
              increase(entry, 8),
            ]),
            increase(from, 4),
            increase(k, 1),
          ),
          stores.i32(range, entry, 4),
        ),
        increase(block, 1),
      ),
    ]
  })
}

/** For each mask of four lanes, the order of bytes that moves its lanes to the front: 16 orders of 16 bytes. */
export function compactOrders(): Uint8Array {
  const orders = new Uint8Array(256)
  for (let bits = 0; bits < 16; bits++) {
    const lanes = [0, 1, 2, 3].filter((lane) => (bits >> lane) & 1)
    lanes.forEach((lane, to) => {
      for (let byte = 0; byte < 4; byte++) orders[16 * bits + 4 * to + byte] = 4 * lane + byte
    })
  }
  return orders
}

/** The lists of a matrix's nonzeros, while a product needs them. */
interface Lists {
  /** The address of { start, end } of the list of each row, block after block of k. */
  readonly table: number
  /** Steps of k in a block. */
  readonly inBlock: number
  /** Groups of LIST_ROWS rows. */
  readonly groups: number
}

type WithLists = (runtime: Runtime, a: Matrix, m: number, k: number, fn: (lists: Lists) => void) => void

/** Emits the lists of the nonzeros of a matrix [m, k], which are freed after fn. One that is dense by columns is transposed first. */
export function emitWithLists(module: Module): WithLists {
  return module.once('withLists', () => {
    const makeLists = emitNonzeroLists(module)
    const transpose = emitTranspose(module)
    return (runtime, a, m, k, fn) => {
      const byRows = a.columnStep === 4
      const inBlock = blockOf(k)
      const blocks = Math.ceil(k / inBlock)
      const groups = Math.ceil(m / LIST_ROWS)
      const bytesOfList = listBytes(inBlock)
      const tableBytes = blocks * m * 8
      runtime.withScratch(byRows ? 0 : 4 * m * k, (transposed) => {
        if (!byRows)
          runtime.launch(transpose, Math.ceil(m / TRANSPOSED_ROWS), a.address, a.columnStep, transposed, m, k)
        const [from, rowStep] = byRows ? [a.address, a.rowStep] : [transposed, 4 * k]
        runtime.withScratch(tableBytes + blocks * groups * bytesOfList, (table) => {
          const lists = table + tableBytes
          const orders = runtime.constant('compactOrders', compactOrders)
          const blocksInChunk = Math.ceil(blocks / Math.min(blocks, Math.ceil((2 * runtime.threads) / groups)))
          runtime.launch(
            makeLists,
            groups * Math.ceil(blocks / blocksInChunk),
            from,
            rowStep,
            m,
            k,
            lists,
            table,
            groups,
            bytesOfList,
            inBlock,
            blocksInChunk,
            orders,
          )
          fn({ table, inBlock, groups })
        })
      })
    }
  })
}
