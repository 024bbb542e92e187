import { SUM_CHUNK } from '@thinned/tensor'
import type { Statement, V128 } from '../emit/code.ts'
import { count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { call, type Func, type Module } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import { emitJob, type Job } from '../threads/job.ts'

/** The approximate number of elements in a chunk. */
const CHUNK_ELEMENTS = 8192

/** The number of units in a chunk. A unit is a part of a group: SUM_CHUNK elements. */
export function unitsInChunk(n: number): number {
  return Math.max(1, Math.floor(CHUNK_ELEMENTS / Math.min(n, SUM_CHUNK)))
}

/** Emits the job that sums the units of groups with neighboring elements: to[u] = the sum of part u mod `parts` of group u / parts. */
export function emitRowSums(module: Module): Job {
  const fold = emitFold(module)
  const parameters = {
    to: 'i32',
    from: 'i32',
    groupStep: 'i32',
    n: 'i32',
    parts: 'i32',
    units: 'i32',
    unitsInChunk: 'i32',
  } as const
  return emitJob(module, 'rowSums', parameters, (p, chunk, scratch, local) => {
    const v = locals(local, { unit: 'i32', last: 'i32', group: 'i32', first: 'i32' })
    return [
      set(v.unit, i32.mul(chunk, p.unitsInChunk)),
      set(v.last, minU(i32.add(v.unit, p.unitsInChunk), p.units)),
      count(
        v.unit,
        v.unit,
        v.last,
        1,
        set(v.group, i32.divU(v.unit, p.parts)),
        set(v.first, i32.mul(i32.sub(v.unit, i32.mul(v.group, p.parts)), i32.const(SUM_CHUNK))),
        stores.f32(
          i32.add(p.to, i32.shl(v.unit, i32.const(2))),
          call(fold, {
            from: i32.add(i32.add(p.from, i32.mul(v.group, p.groupStep)), i32.shl(v.first, i32.const(2))),
            n: minU(i32.sub(p.n, v.first), i32.const(SUM_CHUNK)),
            scratch,
          }),
        ),
      ),
    ]
  })
}

const parameters = { from: 'i32', n: 'i32', scratch: 'i32' } as const

export type FoldFunc = Func<typeof parameters, 'f32'>

/**
 * Emits the sum of n (at most SUM_CHUNK) neighboring floats in the fixed order: element i goes to partial sum i mod 8, and the eight are
 * joined as a tree. It needs 32 bytes of scratch memory.
 */
export function emitFold(module: Module): FoldFunc {
  return module.once('fold', () =>
    module.func(
      'fold',
      parameters,
      (p, local) => {
        const v = locals(local, { low: 'v128', high: 'v128', end: 'i32', i: 'i32' })
        const add = (base: typeof p.from): Statement[] => [
          set(v.low, f32x4.add(v.low, loads.v128(base))),
          set(v.high, f32x4.add(v.high, loads.v128(base, 16))),
        ]
        const zero: V128 = f32x4.const(0)
        return {
          body: [
            set(v.low, zero),
            set(v.high, zero),
            set(v.end, i32.add(p.from, i32.shl(i32.and(p.n, i32.const(-8)), i32.const(2)))),
            loopWhile(i32.ltU(p.from, v.end), ...add(p.from), increase(p.from, 32)),
            set(p.n, i32.shl(i32.and(p.n, i32.const(7)), i32.const(2))),
            // No partial sum is −0, so missing elements may count as +0.
            when(p.n, [
              stores.v128(p.scratch, zero),
              stores.v128(p.scratch, zero, 16),
              count(v.i, 0, p.n, 4, stores.i32(i32.add(p.scratch, v.i), loads.i32(i32.add(p.from, v.i)))),
              ...add(p.scratch),
            ]),
            set(v.low, f32x4.add(v.low, v.high)),
          ],
          result: f32.add(
            f32.add(f32x4.lane(v.low, 0), f32x4.lane(v.low, 2)),
            f32.add(f32x4.lane(v.low, 1), f32x4.lane(v.low, 3)),
          ),
        }
      },
      'f32',
    ),
  )
}
