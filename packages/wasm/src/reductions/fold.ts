import type { Statement, V128 } from '../emit/code.ts'
import { count, increase, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Func, locals, type Module } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'

/** Elements that are summed apart before their sums are added: part of the fixed order of sums. */
export const PART = 4096

const parameters = { from: 'i32', n: 'i32', beside: 'i32' } as const

export type FoldFunc = Func<typeof parameters, 'f32'>

/**
 * The sum of n (at most PART) floats that lie side by side, in the fixed order: eight partial sums by turns, joined as a tree. `beside` is 32
 * bytes that nobody else uses.
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
            // No partial sum is −0, so what is missing may count as +0.
            when(p.n, [
              stores.v128(p.beside, zero),
              stores.v128(p.beside, zero, 16),
              count(v.i, 0, p.n, 4, stores.i32(i32.add(p.beside, v.i), loads.i32(i32.add(p.from, v.i)))),
              ...add(p.beside),
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
