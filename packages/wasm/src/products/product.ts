import type { Module } from '../emit/module.ts'
import type { Target } from '../kernel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Job } from '../threads/job.ts'
import { emitDenseProduct, emitPackLeft, tileOf } from './dense-product.ts'
import { epilogueValues } from './epilogue.ts'
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

/** A product of fewer multiplications runs on the caller's thread alone: it ends before another thread would be awake. */
const SMALL = 1 << 18

/** A matrix in memory: its address, and bytes from row to row and from column to column. One of the steps is 4. */
export interface Matrix {
  readonly address: number
  readonly rowStep: number
  readonly columnStep: number
}

/** out [m, n] at address `to` = a [m, k] · b [k, n], then the epilogue. */
export interface Operands {
  readonly a: Matrix
  readonly b: Matrix
  readonly to: number
  /** Bytes from row to row of the output. Default: its rows are dense. */
  readonly toStep?: number
  readonly m: number
  readonly n: number
  readonly k: number
  /** The values of `epilogueArguments`. Default: no epilogue. */
  readonly epilogue?: readonly number[]
  /** Whether the sums continue from the values in the output. Default: they start at +0. */
  readonly accumulate?: boolean
}

export type Multiply = (runtime: Runtime, operands: Operands) => void

const NO_EPILOGUE: readonly number[] = /* @__PURE__ */ epilogueValues(undefined, { relu: false })

/**
 * Emits the product of matrices. Each call counts the nonzeros of its left operand and takes the dense or the sparse product: the bits
 * are the same.
 */
export function emitMultiply(module: Module, target: Target): Multiply {
  return module.once('multiply', () => {
    const count = emitCountNonzeros(module)
    const sparse = emitSparse(module, target)
    const dense = emitDense(module, target)
    const isSparse = (runtime: Runtime, { a, m, k }: Operands): boolean =>
      k > 0 && countNonzeros(runtime, count, a, m, k) < SPARSE_BELOW * m * k
    const multiply: Multiply = (runtime, operands) => (isSparse(runtime, operands) ? sparse : dense)(runtime, operands)
    return (runtime, operands) => {
      const { to, m, n, k, toStep = 4 * n, accumulate = false } = operands
      if (m === 0 || n === 0) return
      if (k === 0 && !accumulate) for (let row = 0; row < m; row++) runtime.zero(to + row * toStep, 4 * n)
      if (m * n * k < SMALL) runtime.alone(() => multiply(runtime, operands))
      else multiply(runtime, operands)
    }
  })
}

function countNonzeros(runtime: Runtime, job: Job, a: Matrix, m: number, k: number): number {
  const [lines, length, step] = a.columnStep === 4 ? [m, k, a.rowStep] : [k, m, a.columnStep]
  const chunks = Math.ceil(lines / COUNTED_ROWS)
  return runtime.withScratch(4 * chunks, (counts) => {
    runtime.launch(job, chunks, a.address, step, lines, length, counts)
    let total = 0
    for (let chunk = 0; chunk < chunks; chunk++) total += runtime.i32[(counts >>> 2) + chunk]!
    return total
  })
}

/** Emits the product over lists of the left operand's nonzeros. A left operand that is dense by columns is transposed first. */
function emitSparse(module: Module, target: Target): Multiply {
  const makeLists = emitNonzeroLists(module)
  const transpose = emitTranspose(module)
  const product = emitSparseProduct(module, target)
  return (runtime, { a, b, to, m, n, k, toStep = 4 * n, epilogue = NO_EPILOGUE, accumulate = false }) => {
    const byRows = a.columnStep === 4
    const inBlock = blockOf(k)
    const blocks = Math.ceil(k / inBlock)
    const groups = Math.ceil(m / LIST_ROWS)
    const bytesOfList = listBytes(inBlock)
    const tableBytes = blocks * m * 8
    runtime.withScratch(byRows ? 0 : 4 * m * k, (transposed) => {
      if (!byRows) runtime.launch(transpose, Math.ceil(m / TRANSPOSED_ROWS), a.address, a.columnStep, transposed, m, k)
      const [from, rowStep] = byRows ? [a.address, a.rowStep] : [transposed, 4 * k]
      runtime.withScratch(tableBytes + blocks * groups * bytesOfList, (table) => {
        const lists = table + tableBytes
        const orders = runtime.constant('compactOrders', compactOrders)
        const listValues = [lists, table, groups, bytesOfList, inBlock, orders]
        runtime.launch(makeLists, groups, from, rowStep, m, k, ...listValues)
        const panels = Math.ceil(n / CHUNK_COLUMNS)
        const rowsInChunk = Math.ceil(m / partsOfRows(runtime, panels, groups))
        const right = [b.address, b.columnStep, b.rowStep]
        const division = [rowsInChunk, panels, inBlock, Number(accumulate)]
        const chunks = panels * Math.ceil(m / rowsInChunk)
        runtime.launch(product, chunks, table, m, k, n, ...right, to, toStep, ...division, ...epilogue)
      })
    })
  }
}

/** Emits the product of all elements, tile by tile. */
function emitDense(module: Module, target: Target): Multiply {
  const packLeft = emitPackLeft(module, target)
  const product = emitDenseProduct(module, target)
  const { rows: tileRows } = tileOf(target)
  return (runtime, { a, b, to, m, n, k, toStep = 4 * n, epilogue = NO_EPILOGUE, accumulate = false }) => {
    const tiles = Math.ceil(m / tileRows)
    runtime.withScratch(4 * tiles * tileRows * k, (packed) => {
      runtime.launch(packLeft, tiles, a.address, a.rowStep, a.columnStep, m, k, tiles, packed)
      const panels = Math.ceil(n / CHUNK_COLUMNS)
      const tilesInChunk = Math.ceil(tiles / partsOfRows(runtime, panels, tiles))
      // All arguments are written out: lists of them would cost a tenth of a small product's time.
      runtime.launch(
        product,
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
}

/** The number of parts that the rows are divided into, so that each thread gets some chunks. */
function partsOfRows({ threads }: Runtime, panels: number, most: number): number {
  return threads === 1 ? 1 : Math.max(1, Math.min(most, Math.ceil((4 * threads) / panels)))
}
