import { SUM_CHUNK, sizeOf } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { copyBytes, loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4, i32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob, type Job } from '../threads/job.ts'

/** The most columns in a chunk, and the approximate number of elements. */
const COLUMNS = 1024
const CHUNK_ELEMENTS = 16384

/**
 * out = the cumulative sums of x along an axis; with `reverse` from its end. The axes before it make slabs, the axes after it columns. A
 * chunk is some columns of some slabs. It goes row by row along the axis: each row of the output is the row before plus the row of x. After
 * SUM_CHUNK rows, the sums of the rows since the last multiple of it are in scratch memory; a row of the output is the one before that multiple, plus them.
 */
export const cumsum: EmitKernel<'cumsum'> = (module) => {
  const floats = emitSums(module, 'cumsum', {
    four: (to, before, from) => stores.v128(to, f32x4.add(loads.v128(before), loads.v128(from))),
    one: (to, before, from) => stores.f32(to, f32.add(loads.f32(before), loads.f32(from))),
  })
  const integers = emitSums(module, 'cumsum_int32', {
    four: (to, before, from) => stores.v128(to, i32x4.add(loads.v128(before), loads.v128(from))),
    one: (to, before, from) => stores.i32(to, i32.add(loads.i32(before), loads.i32(from))),
  })
  const withReadable = emitWithReadable(module)
  return (runtime, out, x, axis, reverse) => {
    if (sizeOf(x.shape) === 0) return
    const [slabs, rows, columns] = [sizeOf(x.shape.slice(0, axis)), x.shape[axis]!, sizeOf(x.shape.slice(axis + 1))]
    const columnChunks = Math.ceil(columns / COLUMNS)
    const slabsInChunk = columnChunks > 1 ? 1 : Math.max(1, Math.floor(CHUNK_ELEMENTS / (rows * columns)))
    withReadable(runtime, [x], (dense) =>
      runtime.launch(
        x.dtype === 'int32' ? integers : floats,
        Math.ceil(slabs / slabsInChunk) * columnChunks,
        addressOf(out),
        addressOf(dense!),
        slabs,
        slabsInChunk,
        rows,
        columns,
        columnChunks,
        reverse ? 1 : 0,
      ),
    )
  }
}

interface Sums {
  readonly four: (to: I32, before: I32, from: I32) => Statement
  readonly one: (to: I32, before: I32, from: I32) => Statement
}

function emitSums(module: Module, name: string, { four, one }: Sums): Job {
  const parameters = {
    to: 'i32',
    from: 'i32',
    slabs: 'i32',
    slabsInChunk: 'i32',
    rows: 'i32',
    columns: 'i32',
    columnChunks: 'i32',
    reverse: 'i32',
  } as const
  return emitJob(module, name, parameters, (p, chunk, scratch, local) => {
    const v = locals(local, {
      slab: 'i32',
      last: 'i32',
      first: 'i32',
      width: 'i32',
      step: 'i32',
      start: 'i32',
      row: 'i32',
      to: 'i32',
      before: 'i32',
      from: 'i32',
      rest: 'i32',
      total: 'i32',
      sums: 'i32',
    })
    const bytes = (elements: I32): I32 => i32.shl(elements, i32.const(2))
    const lastRow = i32.mul(p.reverse, i32.mul(i32.sub(p.rows, i32.const(1)), p.columns))
    /** Visits a row, four elements at a time, then one at a time. `pointers` advance. */
    const alongRow = (
      pointers: readonly (typeof v.to)[],
      write: (sum: Sums[keyof Sums]) => readonly Statement[],
    ): Statement[] => {
      const next = (elements: number): Statement[] => [
        ...pointers.map((pointer) => increase(pointer, 4 * elements)),
        increase(v.rest, -elements),
      ]
      return [
        set(v.rest, v.width),
        loopWhile(i32.geU(v.rest, i32.const(4)), ...write(four), ...next(4)),
        loopWhile(v.rest, ...write(one), ...next(1)),
      ]
    }
    const { to, before, from, sums } = v
    const nextRow = [
      set(before, i32.add(p.to, v.start)),
      set(v.start, i32.add(v.start, v.step)),
      set(to, i32.add(p.to, v.start)),
      set(from, i32.add(p.from, v.start)),
    ]
    return [
      set(v.slab, i32.mul(i32.divU(chunk, p.columnChunks), p.slabsInChunk)),
      set(v.last, minU(i32.add(v.slab, p.slabsInChunk), p.slabs)),
      set(v.first, i32.mul(i32.remU(chunk, p.columnChunks), i32.const(COLUMNS))),
      set(v.width, minU(i32.const(COLUMNS), i32.sub(p.columns, v.first))),
      set(v.step, i32.mul(bytes(p.columns), i32.sub(i32.const(1), i32.shl(p.reverse, i32.const(1))))),
      count(
        v.slab,
        v.slab,
        v.last,
        1,
        set(v.start, bytes(i32.add(i32.add(i32.mul(i32.mul(v.slab, p.rows), p.columns), v.first), lastRow))),
        copyBytes(i32.add(p.to, v.start), i32.add(p.from, v.start), bytes(v.width)),
        count(
          v.row,
          1,
          minU(p.rows, i32.const(SUM_CHUNK)),
          1,
          ...nextRow,
          ...alongRow([to, before, from], (sum) => [sum(to, before, from)]),
        ),
        count(
          v.row,
          SUM_CHUNK,
          p.rows,
          1,
          ...nextRow,
          set(sums, scratch),
          when(
            i32.and(v.row, i32.const(SUM_CHUNK - 1)),
            [
              set(before, v.total),
              ...alongRow([to, before, from, sums], (sum) => [sum(sums, sums, from), sum(to, before, sums)]),
            ],
            [
              set(v.total, before),
              copyBytes(scratch, from, bytes(v.width)),
              ...alongRow([to, before, sums], (sum) => [sum(to, before, sums)]),
            ],
          ),
        ),
      ),
    ]
  })
}
