import type { Statement, V128 } from '../emit/code.ts'
import { increase, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Func, Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'

/** sum + a·b: rounded twice, as the reference does, or once where that was asked for. */
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
  /** 1 where the output starts at 0, 0 where it goes on from what is there. */
  fresh: 'i32',
} as const

export type DenseTileFunc = Func<typeof parameters, 'void'>

/** Steps of k in one turn of the inner loop. */
const TURN = 4

/** A tile of the output, whose sums stay in registers: rows × 4·vectors elements, to += a · b over rising k. */
export function emitDenseTile(module: Module, rows: number, vectors: number, relaxed: boolean): DenseTileFunc {
  return module.once(`denseTile${rows}x${vectors}`, () =>
    module.func(`denseTile${rows}x${vectors}`, parameters, (p, local) => {
      const sums = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => local('v128')))
      const columns = Array.from({ length: vectors }, () => local('v128'))
      const [value, at] = [local('v128'), local('i32')]
      const step = (k: number): Statement[] => [
        ...columns.map((column, j) => set(column, loads.v128(p.b, 16 * (k * vectors + j)))),
        ...sums.flatMap((row, i) => [
          set(value, loads.splat32(p.a, 4 * (k * rows + i))),
          ...row.map((sum, j) => set(sum, multiplyAdd(relaxed, sum, value, columns[j]!))),
        ]),
      ]
      const turns = (count: number): Statement =>
        loopWhile(
          i32.geU(p.length, i32.const(count)),
          ...Array.from({ length: count }, (_, k) => step(k)).flat(),
          increase(p.a, 4 * rows * count),
          increase(p.b, 16 * vectors * count),
          increase(p.length, -count),
        )
      const eachRow = (write: (row: (typeof sums)[number]) => Statement[]): Statement[] => [
        set(at, p.to),
        ...sums.flatMap((row) => [...write(row), increase(at, p.toStep)]),
      ]
      return [
        when(
          p.fresh,
          sums.flat().map((sum) => set(sum, f32x4.const(0))),
          eachRow((row) => row.map((sum, j) => set(sum, loads.v128(at, 16 * j)))),
        ),
        turns(TURN),
        turns(1),
        ...eachRow((row) => row.map((sum, j) => stores.v128(at, sum, 16 * j))),
      ]
    }),
  )
}
