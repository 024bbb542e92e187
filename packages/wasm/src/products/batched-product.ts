import { count, increase, locals, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Module, run } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Target } from '../kernel.ts'
import { SCRATCH_BYTES } from '../layout.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { tileOf } from './dense-product.ts'
import { emitDenseTile } from './dense-tile.ts'
import { emitPack } from './pack.ts'

/** Products of fewer multiplications in all run on the caller's thread alone. */
const SMALL = 1 << 18

/** Products of one size: out [m, n] (dense) = a [m, k] · b [k, n] for each triple of addresses. */
export interface BatchedOperands {
  /** The addresses of a, b and out of each product. */
  readonly addresses: readonly number[]
  readonly m: number
  readonly n: number
  readonly k: number
  /** Bytes from row to row and from column to column. */
  readonly a: { readonly rowStep: number; readonly columnStep: number }
  readonly b: { readonly rowStep: number; readonly columnStep: number }
}

export interface BatchedProduct {
  /** Whether products of this size fit a thread's scratch memory: a k that does is one chunk of the sums. */
  readonly fit: (m: number, n: number, k: number) => boolean
  readonly multiply: (runtime: Runtime, operands: BatchedOperands) => void
}

/** Emits the products of many small matrices, as one job. A job for each product would take longer than the product. */
export function emitBatchedProduct(module: Module, target: Target): BatchedProduct {
  const job = emitBatchedJob(module, target)
  const { rows, vectors } = tileOf(target)
  return {
    fit: (m, n, k) => {
      const packed = 4 * k * (Math.ceil(m / rows) * rows + 4 * vectors)
      return m * n * k < SMALL && packed + 16 * rows * vectors <= SCRATCH_BYTES
    },
    multiply: (runtime, { addresses, m, n, k, a, b }) => {
      const matrices = addresses.length / 3
      const inChunk = Math.ceil(matrices / Math.min(matrices, 4 * runtime.threads))
      const launch = (): void =>
        runtime.withScratch(4 * addresses.length, (table) => {
          runtime.write(table, 'int32', addresses)
          runtime.launch(
            job,
            Math.ceil(matrices / inChunk),
            table,
            matrices,
            inChunk,
            m,
            n,
            k,
            a.rowStep,
            a.columnStep,
            b.rowStep,
            b.columnStep,
          )
        })
      if (matrices * m * n * k < SMALL) runtime.alone(launch)
      else launch()
    },
  }
}

/** A chunk is some of the products. It packs all of a, and b panel by panel. Tiles that cross an edge are computed in scratch memory. */
function emitBatchedJob(module: Module, target: Target): Job {
  const { rows: tileRows, vectors } = tileOf(target)
  const tileColumns = 4 * vectors
  const tile = emitDenseTile(module, tileRows, vectors, target.relaxed)
  const [packLeft, packRight] = [emitPack(module, tileRows), emitPack(module, tileColumns)]
  const parameters = {
    table: 'i32',
    matrices: 'i32',
    inChunk: 'i32',
    m: 'i32',
    n: 'i32',
    k: 'i32',
    aRowStep: 'i32',
    aColumnStep: 'i32',
    bRowStep: 'i32',
    bColumnStep: 'i32',
  } as const
  return emitJob(module, 'manyProducts', parameters, (p, chunk, scratch, local) => {
    const v = locals(local, {
      matrix: 'i32',
      last: 'i32',
      entry: 'i32',
      to: 'i32',
      right: 'i32',
      left: 'i32',
      row: 'i32',
      column: 'i32',
      rows: 'i32',
      columns: 'i32',
      out: 'i32',
      i: 'i32',
      j: 'i32',
    })
    const edge = i32.add(v.right, i32.mul(p.k, i32.const(4 * tileColumns)))
    const nextLeft = increase(v.left, i32.mul(p.k, i32.const(4 * tileRows)))
    const rowsHere = set(v.rows, minU(i32.sub(p.m, v.row), i32.const(tileRows)))
    const cell = i32.add(i32.mul(v.i, i32.const(4 * tileColumns)), i32.shl(v.j, i32.const(2)))
    const outCell = i32.add(v.out, i32.shl(i32.add(i32.mul(v.i, p.n), v.j), i32.const(2)))
    const operands = { length: p.k, a: v.left, b: v.right, fromZero: i32.const(1) }
    return [
      set(v.matrix, i32.mul(chunk, p.inChunk)),
      set(v.last, minU(i32.add(v.matrix, p.inChunk), p.matrices)),
      count(
        v.matrix,
        v.matrix,
        v.last,
        1,
        set(v.entry, i32.add(p.table, i32.mul(v.matrix, i32.const(12)))),
        set(v.to, loads.i32(v.entry, 8)),
        set(v.left, scratch),
        count(
          v.row,
          0,
          p.m,
          tileRows,
          rowsHere,
          run(packLeft, {
            from: i32.add(loads.i32(v.entry), i32.mul(v.row, p.aRowStep)),
            memberStep: p.aRowStep,
            kStep: p.aColumnStep,
            members: v.rows,
            length: p.k,
            to: v.left,
          }),
          nextLeft,
        ),
        set(v.right, v.left),
        count(
          v.column,
          0,
          p.n,
          tileColumns,
          set(v.columns, minU(i32.sub(p.n, v.column), i32.const(tileColumns))),
          run(packRight, {
            from: i32.add(loads.i32(v.entry, 4), i32.mul(v.column, p.bColumnStep)),
            memberStep: p.bColumnStep,
            kStep: p.bRowStep,
            members: v.columns,
            length: p.k,
            to: v.right,
          }),
          set(v.left, scratch),
          count(
            v.row,
            0,
            p.m,
            tileRows,
            rowsHere,
            set(v.out, i32.add(v.to, i32.shl(i32.add(i32.mul(v.row, p.n), v.column), i32.const(2)))),
            when(
              i32.and(i32.eq(v.rows, i32.const(tileRows)), i32.eq(v.columns, i32.const(tileColumns))),
              [run(tile, { ...operands, to: v.out, toStep: i32.shl(p.n, i32.const(2)) })],
              [
                run(tile, { ...operands, to: edge, toStep: i32.const(4 * tileColumns) }),
                count(
                  v.i,
                  0,
                  v.rows,
                  1,
                  count(v.j, 0, v.columns, 1, stores.f32(outCell, loads.f32(i32.add(edge, cell)))),
                ),
              ],
            ),
            nextLeft,
          ),
        ),
      ),
    ]
  })
}
