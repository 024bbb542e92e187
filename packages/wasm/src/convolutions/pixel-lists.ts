import type { Statement } from '../emit/code.ts'
import { count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { f32x4, i32x4, v128 } from '../emit/vector.ts'
import { ENTRY_UNIT } from '../products/sparse-panel.ts'
import { emitJob, type Job } from '../threads/job.ts'

/** Rows of pixels in a chunk. */
export const LISTED_ROWS = 16

/** Bytes for the list of a row of pixels, with room for the vectors that are written past its end. */
export function rowListBytes(width: number, channels: number): number {
  return 8 * width * channels + 64
}

/**
 * Emits the job that lists the nonzeros of each row of `width` pixels, in order: entries (64 · (pixel · channels + channel), value). The addresses where
 * its pixels begin in the list go to table[row][inTable], the first for pixel −`before`: pixels outside of the row have no entries. So neighboring
 * pixels, such as those under a window, have one list.
 */
export function emitPixelLists(module: Module): Job {
  const parameters = {
    from: 'i32',
    rows: 'i32',
    width: 'i32',
    channels: 'i32',
    lists: 'i32',
    listBytes: 'i32',
    table: 'i32',
    inTable: 'i32',
    before: 'i32',
    compact: 'i32',
  } as const
  return emitJob(module, 'pixelLists', parameters, (p, chunk, _, local) => {
    const v = locals(local, {
      row: 'i32',
      last: 'i32',
      from: 'i32',
      entry: 'i32',
      start: 'i32',
      i: 'i32',
      left: 'i32',
      offset: 'i32',
      bits: 'i32',
      values: 'v128',
      offsets: 'v128',
      order: 'v128',
      chosen: 'v128',
      chosenOffsets: 'v128',
    })
    const unit = ENTRY_UNIT
    const low = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23]
    const high = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31]
    const listPixel: Statement[] = [
      set(v.left, p.channels),
      set(v.offsets, i32x4.add(i32x4.splat(v.offset), v128.const(0, unit, 2 * unit, 3 * unit))),
      // No branch on the bits: the processor would mispredict every second one.
      loopWhile(
        i32.geU(v.left, i32.const(4)),
        set(v.values, loads.v128(v.from)),
        set(v.bits, i32x4.bitmask(f32x4.ne(v.values, f32x4.const(0)))),
        set(v.order, loads.v128(i32.add(p.compact, i32.shl(v.bits, i32.const(4))))),
        set(v.chosen, v128.swizzle(v.values, v.order)),
        set(v.chosenOffsets, v128.swizzle(v.offsets, v.order)),
        stores.v128(v.entry, v128.shuffle(v.chosenOffsets, v.chosen, low)),
        stores.v128(v.entry, v128.shuffle(v.chosenOffsets, v.chosen, high), 16),
        increase(v.entry, i32.shl(i32.popcnt(v.bits), i32.const(3))),
        set(v.offsets, i32x4.add(v.offsets, v128.const(4 * unit, 4 * unit, 4 * unit, 4 * unit))),
        increase(v.from, 16),
        increase(v.offset, 4 * unit),
        increase(v.left, -4),
      ),
      loopWhile(
        v.left,
        stores.i32(v.entry, v.offset),
        stores.f32(v.entry, loads.f32(v.from), 4),
        increase(v.entry, i32.shl(i32.ne(i32.shl(loads.i32(v.from), i32.const(1)), i32.const(0)), i32.const(3))),
        increase(v.from, 4),
        increase(v.offset, unit),
        increase(v.left, -1),
      ),
    ]
    return [
      set(v.row, i32.mul(chunk, i32.const(LISTED_ROWS))),
      set(v.last, minU(i32.add(v.row, i32.const(LISTED_ROWS)), p.rows)),
      count(
        v.row,
        v.row,
        v.last,
        1,
        set(v.from, i32.add(p.from, i32.shl(i32.mul(i32.mul(v.row, p.width), p.channels), i32.const(2)))),
        set(v.entry, i32.add(p.lists, i32.mul(v.row, p.listBytes))),
        set(v.start, i32.add(p.table, i32.shl(i32.mul(v.row, p.inTable), i32.const(2)))),
        set(v.offset, i32.const(0)),
        count(
          v.i,
          0,
          p.inTable,
          1,
          stores.i32(v.start, v.entry),
          increase(v.start, 4),
          when(i32.ltU(i32.sub(v.i, p.before), p.width), listPixel),
        ),
      ),
    ]
  })
}
