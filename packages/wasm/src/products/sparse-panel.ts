import type { Statement } from '../emit/code.ts'
import { increase, repeatWhile, set, when } from '../emit/control.ts'
import { loads, storeVectors } from '../emit/memory.ts'
import type { Func, Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { Target } from '../kernel.ts'
import { multiplyAdd } from './dense-tile.ts'

const parameters = {
  /** The number of rows, at least 1. */
  rows: 'i32',
  /** The address of { start, end } of the first row's list. */
  table: 'i32',
  /** The packed block of the panel. */
  panel: 'i32',
  to: 'i32',
  /** Bytes from one row of the output to the next. */
  toStep: 'i32',
  /** 1: the sums start at 0. 0: they accumulate onto the values in the output. */
  fromZero: 'i32',
} as const

export type SparsePanelFunc = Func<typeof parameters, 'void'>

/** The offset of a list entry is ENTRY_UNIT · k: the bytes of k rows of the narrowest panel (4 vectors). */
export const ENTRY_UNIT = 64

/**
 * Emits to[row] += Σ value · panel[k] over the nonzeros of each row, for a panel of 4 · `vectors` columns. A list entry is 64·k and the
 * value. k rises, so the order is that of the dense product without its zeros.
 */
export function emitSparsePanel(module: Module, vectors: 4 | 8 | 16, { relaxed }: Target): SparsePanelFunc {
  return module.once(`sparsePanel${vectors}`, () =>
    module.func(`sparsePanel${vectors}`, parameters, (p, local) => {
      const [entry, end, row, shift] = [local('i32'), local('i32'), local('i32'), vectors >> 3]
      const value = local('v128')
      const sums = Array.from({ length: vectors }, () => local('v128'))
      const each = (write: (j: number) => Statement): Statement[] => sums.map((_, j) => write(j))
      return [
        repeatWhile(
          p.rows,
          set(entry, loads.i32(p.table)),
          set(end, loads.i32(p.table, 4)),
          when(
            p.fromZero,
            each((j) => set(sums[j]!, f32x4.const(0))),
            each((j) => set(sums[j]!, loads.v128(p.to, 16 * j))),
          ),
          when(i32.ltU(entry, end), [
            repeatWhile(
              i32.ltU(entry, end),
              set(row, i32.add(p.panel, i32.shl(loads.i32(entry), i32.const(shift)))),
              set(value, loads.splat32(entry, 4)),
              ...each((j) => set(sums[j]!, multiplyAdd(relaxed, sums[j]!, value, loads.v128(row, 16 * j)))),
              increase(entry, 8),
            ),
          ]),
          ...storeVectors(p.to, sums),
          increase(p.to, p.toStep),
          increase(p.table, 8),
          increase(p.rows, -1),
        ),
      ]
    }),
  )
}
