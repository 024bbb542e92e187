import type { Module } from '../emit/module.ts'
import type { Target } from '../kernel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitDenseProduct, emitPackLeft, tileOf } from './dense-product.ts'
import {
  blockOf,
  COUNTED_ROWS,
  compactOrders,
  emitCountNonzeros,
  emitNonzeroLists,
  LIST_ROWS,
  listBytes,
} from './nonzero-lists.ts'
import { CHUNK_COLUMNS, emitSparseProduct } from './sparse-product.ts'
import { emitTranspose, TRANSPOSED_ROWS } from './transpose.ts'

/** Below this share of nonzeros in the left operand the product skips zeros: measured break-even. */
const SPARSE_BELOW = 0.7

/** Products of fewer multiplications are dense and the caller's alone: they are done before zeros are counted or a thread is awake. */
const SMALL = 1 << 18

/** A matrix in memory: where it begins, and bytes from row to row and from column to column, one of which is 4. */
export interface Matrix {
  readonly address: number
  readonly rowStep: number
  readonly columnStep: number
}

/** out [m, n] at `to` = a [m, k] · b [k, n], by rows, then what finishes it. */
export interface Operands {
  readonly a: Matrix
  readonly b: Matrix
  readonly to: number
  /** Bytes from one row of the output to the next. Default: its rows are dense. */
  readonly toStep?: number
  readonly m: number
  readonly n: number
  readonly k: number
  /** The values of `finishArguments`; default: nothing follows. */
  readonly epilogue?: readonly number[]
  /** Whether the folds go on from what stands in the output, instead of starting at +0. */
  readonly accumulate?: boolean
}

export type Multiply = (operands: Operands) => void

const NO_EPILOGUE = [0, 0, 0, 0, 0, 0, 1, 0, 0]

/**
 * Writes what products need into the module. Each is dense or sparse by the share of zeros that its left operand really has; the
 * bits are the same.
 */
export function emitMultiply(module: Module, target: Target): (runtime: Runtime) => Multiply {
  return module.once('multiply', () => {
    const jobs = {
      count: emitCountNonzeros(module),
      lists: emitNonzeroLists(module),
      transpose: emitTranspose(module),
      sparse: emitSparseProduct(module, target),
      packLeft: emitPackLeft(module, target),
      dense: emitDenseProduct(module, target),
    }
    const { rows: tileRows } = tileOf(target)

    return (runtime) => {
      const orders = runtime.constant('compactOrders', compactOrders)

      return (operands) => {
        const { to, m, n, k, toStep = 4 * n, accumulate = false } = operands
        if (m === 0 || n === 0) return
        if (k === 0 && !accumulate) for (let row = 0; row < m; row++) runtime.zero(to + row * toStep, 4 * n)
        if (m * n * k < SMALL) runtime.alone(() => multiply(operands))
        else multiply(operands)
      }

      function multiply(operands: Operands): void {
        if (operands.k === 0 || !sparse(operands)) dense(operands)
      }

      function sparse({
        a,
        b,
        to,
        m,
        n,
        k,
        toStep = 4 * n,
        epilogue = NO_EPILOGUE,
        accumulate = false,
      }: Operands): boolean {
        const byRows = a.columnStep === 4
        const [lines, length] = byRows ? [m, k] : [k, m]
        const step = byRows ? a.rowStep : a.columnStep
        if (countNonzeros(a.address, step, lines, length) >= SPARSE_BELOW * m * k) return false
        const inBlock = blockOf(k)
        const blocks = Math.ceil(k / inBlock)
        const groups = Math.ceil(m / LIST_ROWS)
        const tableBytes = blocks * m * 8
        runtime.withScratch(byRows ? 0 : 4 * m * k, (transposed) => {
          if (!byRows) runtime.launch(jobs.transpose, Math.ceil(m / TRANSPOSED_ROWS), a.address, step, transposed, m, k)
          const [from, rowStep] = byRows ? [a.address, a.rowStep] : [transposed, 4 * k]
          runtime.withScratch(tableBytes + blocks * groups * listBytes(inBlock), (table) => {
            const lists = table + tableBytes
            runtime.launch(
              jobs.lists,
              groups,
              from,
              rowStep,
              m,
              k,
              lists,
              table,
              groups,
              listBytes(inBlock),
              inBlock,
              orders,
            )
            const panels = Math.ceil(n / CHUNK_COLUMNS)
            const rowsInChunk = Math.ceil(m / partsFor(panels, Math.ceil(m / LIST_ROWS)))
            runtime.launch(
              jobs.sparse,
              panels * Math.ceil(m / rowsInChunk),
              table,
              m,
              k,
              n,
              b.address,
              b.columnStep,
              b.rowStep,
              to,
              toStep,
              rowsInChunk,
              panels,
              inBlock,
              Number(accumulate),
              ...epilogue,
            )
          })
        })
        return true
      }

      function dense({
        a,
        b,
        to,
        m,
        n,
        k,
        toStep = 4 * n,
        epilogue = NO_EPILOGUE,
        accumulate = false,
      }: Operands): void {
        const tiles = Math.ceil(m / tileRows)
        runtime.withScratch(4 * tiles * tileRows * k, (packed) => {
          runtime.launch(jobs.packLeft, tiles, a.address, a.rowStep, a.columnStep, m, k, tiles, packed)
          const panels = Math.ceil(n / CHUNK_COLUMNS)
          const tilesInChunk = Math.ceil(tiles / partsFor(panels, tiles))
          runtime.launch(
            jobs.dense,
            panels * Math.ceil(tiles / tilesInChunk),
            packed,
            tiles,
            m,
            k,
            n,
            b.address,
            b.columnStep,
            b.rowStep,
            to,
            toStep,
            tilesInChunk,
            panels,
            Number(accumulate),
            ...epilogue,
          )
        })
      }

      function countNonzeros(address: number, step: number, lines: number, length: number): number {
        const chunks = Math.ceil(lines / COUNTED_ROWS)
        return runtime.withScratch(4 * chunks, (counts) => {
          runtime.launch(jobs.count, chunks, address, step, lines, length, counts)
          let total = 0
          for (let chunk = 0; chunk < chunks; chunk++) total += runtime.i32[(counts >>> 2) + chunk]!
          return total
        })
      }

      /** Parts of the rows, so that there are some chunks for each thread. */
      function partsFor(panels: number, most: number): number {
        return runtime.threads === 1 ? 1 : Math.max(1, Math.min(most, Math.ceil((4 * runtime.threads) / panels)))
      }
    }
  })
}
