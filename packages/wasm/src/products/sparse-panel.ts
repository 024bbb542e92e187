import type { Statement } from '../emit/code.ts'
import { increase, repeatWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Func, Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { Target } from '../kernel.ts'
import { multiplyAdd } from './dense-tile.ts'

const parameters = {
  /** Rows, at least 1. */
  rows: 'i32',
  /** The first row's { start, end } in the lists. */
  table: 'i32',
  /** The panel's block, packed. */
  panel: 'i32',
  to: 'i32',
  /** Bytes from one row of the output to the next. */
  toStep: 'i32',
  /** 1 where the output starts at 0, 0 where it goes on from what is there. */
  fresh: 'i32',
} as const

export type SparsePanelFunc = Func<typeof parameters, 'void'>

/** Bytes of a panel row that one unit of a list entry's offset stands for, in a panel of one vector. */
export const ENTRY_UNIT = 64

/**
 * to[row] += Σ over the row's nonzeros of value · panel[k], for a panel of 4 · `vectors` columns (4, 8 or 16 vectors). A list entry is
 * 64·k and the value; k rises, so the sum has the order of the dense product without its zeros.
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
            p.fresh,
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
          ...each((j) => stores.v128(p.to, sums[j]!, 16 * j)),
          increase(p.to, p.toStep),
          increase(p.table, 8),
          increase(p.rows, -1),
        ),
      ]
    }),
  )
}
