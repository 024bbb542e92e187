import { SUM_CHUNK } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import { emitJob, type Job } from '../threads/job.ts'

/** The neighboring groups of a panel. Their eight partial sums fit the first-level cache. */
export const PANEL_GROUPS = 64
const SUMS_BYTES: number = 4 * PANEL_GROUPS

/**
 * Emits the job that sums neighboring groups, whose elements are `step` bytes apart. A part is SUM_CHUNK elements; chunk c is the panel c mod panels
 * of part c / panels. The sum goes to the address to + group · groupTo + part · partTo. `squares`: it sums the squares.
 */
export function emitColumnSums(module: Module, name: string, squares = false): Job {
  const parameters = {
    to: 'i32',
    groupTo: 'i32',
    partTo: 'i32',
    from: 'i32',
    groups: 'i32',
    n: 'i32',
    step: 'i32',
    panels: 'i32',
  } as const
  return emitJob(module, name, parameters, (p, chunk, sums, local) => {
    const v = locals(local, {
      part: 'i32',
      first: 'i32',
      columns: 'i32',
      row: 'i32',
      end: 'i32',
      from: 'i32',
      slot: 'i32',
      address: 'i32',
      column: 'i32',
      x: 'v128',
      scalar: 'f32',
    })
    const vector = (offset: number): Statement[] => [
      set(v.x, loads.v128(v.from, offset)),
      stores.v128(v.slot, f32x4.add(loads.v128(v.slot, offset), squares ? f32x4.mul(v.x, v.x) : v.x), offset),
    ]
    const fullPanel = Array.from({ length: PANEL_GROUPS / 4 }, (_, j) => vector(16 * j)).flat()
    const sum = (slot: number): ReturnType<typeof loads.f32> => loads.f32(v.address, slot * SUMS_BYTES)
    const joined = f32.add(
      f32.add(f32.add(sum(0), sum(4)), f32.add(sum(2), sum(6))),
      f32.add(f32.add(sum(1), sum(5)), f32.add(sum(3), sum(7))),
    )
    const columnBytes: I32 = i32.shl(v.columns, i32.const(2))
    return [
      set(v.part, i32.divU(chunk, p.panels)),
      set(v.first, i32.mul(i32.sub(chunk, i32.mul(v.part, p.panels)), i32.const(PANEL_GROUPS))),
      set(v.columns, minU(i32.sub(p.groups, v.first), i32.const(PANEL_GROUPS))),
      set(v.row, i32.mul(v.part, i32.const(SUM_CHUNK))),
      set(v.end, minU(i32.add(v.row, i32.const(SUM_CHUNK)), p.n)),
      set(v.from, i32.add(i32.add(p.from, i32.shl(v.first, i32.const(2))), i32.mul(v.row, p.step))),
      count(v.address, sums, i32.add(sums, i32.const(8 * SUMS_BYTES)), 16, stores.v128(v.address, f32x4.const(0))),
      set(v.slot, sums),
      loopWhile(
        i32.ltU(v.row, v.end),
        when(i32.eq(v.columns, i32.const(PANEL_GROUPS)), fullPanel, [
          set(v.address, i32.const(0)),
          loopWhile(
            i32.leU(i32.add(v.address, i32.const(16)), columnBytes),
            ...vector(0),
            increase(v.address, 16),
            increase(v.from, 16),
            increase(v.slot, 16),
          ),
          loopWhile(
            i32.ltU(v.address, columnBytes),
            set(v.scalar, loads.f32(v.from)),
            stores.f32(v.slot, f32.add(loads.f32(v.slot), squares ? f32.mul(v.scalar, v.scalar) : v.scalar)),
            increase(v.address, 4),
            increase(v.from, 4),
            increase(v.slot, 4),
          ),
          set(v.from, i32.sub(v.from, columnBytes)),
          set(v.slot, i32.sub(v.slot, columnBytes)),
        ]),
        increase(v.from, p.step),
        increase(v.row, 1),
        set(v.slot, i32.add(sums, i32.mul(i32.and(v.row, i32.const(7)), i32.const(SUMS_BYTES)))),
      ),
      set(v.address, sums),
      count(
        v.column,
        0,
        v.columns,
        1,
        stores.f32(
          i32.add(i32.add(p.to, i32.mul(i32.add(v.first, v.column), p.groupTo)), i32.mul(v.part, p.partTo)),
          joined,
        ),
        increase(v.address, 4),
      ),
    ]
  })
}
