import { count, locals, set } from '../emit/control.ts'
import type { Func, Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { f32x4, v128 } from '../emit/vector.ts'

/** Sums that do not wait for each other: as many as hide the latency and fit into registers. */
const SUMS = 12
const LANES = 4

const parameters = { multiplications: 'i32', x: 'f32', y: 'f32' } as const

/** Emits sum · x + y over and over, in vectors of 128 bits, of which nothing can be joined. No product of so many multiplications is faster with 128 bits. */
export function emitMultiplyAdd(module: Module, relaxed: boolean): Func<typeof parameters, 'i32'> {
  return module.func(
    'multiplyAdd',
    parameters,
    (p, local) => {
      const v = locals(local, { i: 'i32', x: 'v128', y: 'v128' })
      const sums = Array.from({ length: SUMS }, () => local('v128'))
      const next = (sum: (typeof sums)[number]) =>
        relaxed ? f32x4.relaxedMadd(sum, v.x, v.y) : f32x4.add(f32x4.mul(sum, v.x), v.y)
      return {
        body: [
          set(v.x, f32x4.splat(p.x)),
          set(v.y, f32x4.splat(p.y)),
          count(
            v.i,
            0,
            i32.divU(p.multiplications, i32.const(SUMS * LANES)),
            1,
            ...sums.map((sum) => set(sum, next(sum))),
          ),
        ],
        result: v128.anyTrue(
          sums.slice(1).reduce<(typeof sums)[number]>((all, sum) => v128.or(all, sum) as typeof all, sums[0]!),
        ),
      }
    },
    'i32',
  )
}
