import type { Statement, V128 } from '../emit/code.ts'
import { increase, loopWhile, set, when } from '../emit/control.ts'
import { loads, storeVectors } from '../emit/memory.ts'
import type { Func, Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'

/** sum + a·b, rounded twice as in the reference, or (`relaxed`) perhaps once. */
export function multiplyAdd(relaxed: boolean, sum: V128, a: V128, b: V128): V128 {
  return relaxed ? f32x4.relaxedMadd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b))
}

const parameters = {
  length: 'i32',
  /** Packed rows of a: [k][rows], and packed columns of b: [k][columns]. */
  a: 'i32',
  b: 'i32',
  to: 'i32',
  toStep: 'i32',
  /** 1: the sums start at 0. 0: they accumulate onto the values in the output. */
  fromZero: 'i32',
} as const

export type DenseTileFunc = Func<typeof parameters, 'void'>

/** Steps of k in an iteration of the inner loop. */
const UNROLLED = 4

/** Emits a tile of the output: rows × 4·vectors elements, to += a · b over rising k. The sums stay in registers. */
export function emitDenseTile(module: Module, rows: number, vectors: number, relaxed: boolean): DenseTileFunc {
  return module.once(`denseTile${rows}x${vectors}`, () =>
    module.func(`denseTile${rows}x${vectors}`, parameters, (p, local) => {
      const sums = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => local('v128')))
      const columns = Array.from({ length: vectors }, () => local('v128'))
      const [value, address] = [local('v128'), local('i32')]
      const step = (k: number): Statement[] => [
        ...columns.map((column, j) => set(column, loads.v128(p.b, 16 * (k * vectors + j)))),
        ...sums.flatMap((row, i) => [
          set(value, loads.splat32(p.a, 4 * (k * rows + i))),
          ...row.map((sum, j) => set(sum, multiplyAdd(relaxed, sum, value, columns[j]!))),
        ]),
      ]
      const steps = (count: number): Statement =>
        loopWhile(
          i32.geU(p.length, i32.const(count)),
          ...Array.from({ length: count }, (_, k) => step(k)).flat(),
          increase(p.a, 4 * rows * count),
          increase(p.b, 16 * vectors * count),
          increase(p.length, -count),
        )
      const eachRow = (write: (row: (typeof sums)[number]) => Statement[]): Statement[] => [
        set(address, p.to),
        ...sums.flatMap((row) => [...write(row), increase(address, p.toStep)]),
      ]
      return [
        when(
          p.fromZero,
          sums.flat().map((sum) => set(sum, f32x4.const(0))),
          eachRow((row) => row.map((sum, j) => set(sum, loads.v128(address, 16 * j)))),
        ),
        steps(UNROLLED),
        steps(1),
        ...eachRow((row) => storeVectors(address, row)),
      ]
    }),
  )
}
