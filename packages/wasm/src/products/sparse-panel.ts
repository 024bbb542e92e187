import type { I32, Statement } from '../emit/code.ts'
import { increase, repeatWhile, set, when } from '../emit/control.ts'
import { loads, storeVectors } from '../emit/memory.ts'
import { type Func, type Module, run, runAt } from '../emit/module.ts'
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

const movement = {
  /** Bytes from the start of a row's list in the table to that of the next, and to its end. */
  tableStep: 'i32',
  endAt: 'i32',
  /** Bytes by which the panel moves from row to row. */
  panelStep: 'i32',
  /** 1: the sums, which start at 0, are added to the values in the output. */
  addTo: 'i32',
} as const
const movingParameters: typeof parameters & typeof movement = { ...parameters, ...movement }

type MovingPanelFunc = Func<typeof movingParameters, 'void'>

/** The offset of a list entry is ENTRY_UNIT · k: the bytes of k rows of the narrowest panel (4 vectors). */
export const ENTRY_UNIT = 64

type Vectors = 4 | 8 | 16

/** The bits by which the offsets of entries are shifted for a panel of vectors. */
export const shiftOf = (vectors: Vectors): number => vectors >> 3

/**
 * Emits to[row] += Σ value · panel[k] over the nonzeros of each row, for a panel of 4 · `vectors` columns. A list entry is 64·k and the
 * value. k rises, so the order is that of the dense product without its zeros.
 */
export function emitSparsePanel(module: Module, vectors: Vectors, target: Target): SparsePanelFunc {
  return module.once(`sparsePanel${vectors}`, () => {
    const panel = emitMovingPanel(module, vectors, target)
    const [tableStep, endAt, zero] = [i32.const(8), i32.const(4), i32.const(0)]
    const fixed = { tableStep, endAt, panelStep: zero, addTo: zero }
    return module.func(`sparsePanel${vectors}`, parameters, (p) => [run(panel, { ...p, ...fixed })])
  })
}

/** Panels in the table of the product's module: its code is the one that the engine has optimized for wide vectors. */
export interface PanelPlaces {
  readonly wide: { readonly vectors: Vectors; readonly place: number }
  readonly narrow: { readonly vectors: Vectors; readonly place: number }
}

/** Emits the panels, and gives them places in the table. */
export function placePanels(module: Module, target: Target): PanelPlaces {
  const placed = (vectors: Vectors) => ({
    vectors,
    place: module.tableIndex(emitMovingPanel(module, vectors, target)),
  })
  return { wide: placed(target.panelVectors), narrow: placed(4) }
}

/** Runs a panel at a place of the table, from any module. */
export function runPanel(
  module: Module,
  place: number,
  values: { readonly [N in keyof typeof movingParameters]: I32 },
): Statement {
  const names = Object.keys(movingParameters) as (keyof typeof movingParameters)[]
  const signature = module.signature(
    names.map((name) => movingParameters[name]),
    [],
  )
  return runAt(
    i32.const(place),
    names.map((name) => values[name]),
    signature,
  )
}

/** As `emitSparsePanel`, for lists and panels that overlap from row to row, as those of a convolution do. */
function emitMovingPanel(module: Module, vectors: Vectors, { relaxed }: Target): MovingPanelFunc {
  return module.once(`movingPanel${vectors}`, () =>
    module.func(`movingPanel${vectors}`, movingParameters, (p, local) => {
      const [entry, end, row] = [local('i32'), local('i32'), local('i32')]
      const value = local('v128')
      const sums = Array.from({ length: vectors }, () => local('v128'))
      const each = (write: (j: number) => Statement): Statement[] => sums.map((_, j) => write(j))
      return [
        repeatWhile(
          p.rows,
          set(entry, loads.i32(p.table)),
          set(end, loads.i32(i32.add(p.table, p.endAt))),
          when(
            p.fromZero,
            each((j) => set(sums[j]!, f32x4.const(0))),
            each((j) => set(sums[j]!, loads.v128(p.to, 16 * j))),
          ),
          when(i32.ltU(entry, end), [
            repeatWhile(
              i32.ltU(entry, end),
              set(row, i32.add(p.panel, i32.shl(loads.i32(entry), i32.const(shiftOf(vectors))))),
              set(value, loads.splat32(entry, 4)),
              ...each((j) => set(sums[j]!, multiplyAdd(relaxed, sums[j]!, value, loads.v128(row, 16 * j)))),
              increase(entry, 8),
            ),
          ]),
          when(
            p.addTo,
            [...each((j) => set(sums[j]!, f32x4.add(loads.v128(p.to, 16 * j), sums[j]!))), ...storeVectors(p.to, sums)],
            storeVectors(p.to, sums),
          ),
          increase(p.to, p.toStep),
          increase(p.table, p.tableStep),
          increase(p.panel, p.panelStep),
          increase(p.rows, -1),
        ),
      ]
    }),
  )
}
