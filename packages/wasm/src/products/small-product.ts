import { choose, count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores, storeVectors } from '../emit/memory.ts'
import { type Func, type Module, run } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { Target } from '../kernel.ts'
import { BLOCK_COLUMNS } from '../random/dropout-block.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { tileOf } from './dense-product.ts'
import { multiplyAdd } from './dense-tile.ts'
import { biasOfPanel, emitEpilogue, epilogueArguments, NO_EPILOGUE } from './epilogue.ts'
import { emitPack } from './pack.ts'
import type { Multiply, Operands } from './product.ts'

/** A product of fewer multiplications runs on the caller's thread alone: it ends before another thread would be awake. */
export const SMALL: number = 1 << 18

/** The longest k of which a panel of b fits scratch memory, and the first-level cache. */
const MOST_K = 512
/** The packed panel, then a tile at the edge of the output: at most 6 rows of 16 columns. */
const PANEL: number = 4 * 16 * MOST_K
const EPILOGUE_SCRATCH: number = PANEL + 1024

/** A product that one thread ends before lists or a packed left operand would have paid. */
export interface SmallProduct {
  readonly fits: (operands: Operands) => boolean
  readonly multiply: Multiply
}

/** Emits the product of small matrices, in one chunk that reads its left operand where it lies. */
export function emitSmallProduct(module: Module, target: Target): SmallProduct {
  const job = emitSmallJob(module, target)
  return {
    fits: ({ m, n, k, accumulate }) => m * n * k < SMALL && k > 0 && k <= MOST_K && !accumulate,
    multiply: (runtime, { a, b, to, m, n, k, toStep = 4 * n, epilogue = NO_EPILOGUE }) =>
      runtime.launch(
        job,
        1,
        a.address,
        a.rowStep,
        a.columnStep,
        m,
        k,
        n,
        b.address,
        b.columnStep,
        b.rowStep,
        to,
        toStep,
        ...epilogue,
      ),
  }
}

/**
 * Emits the job. A panel of b whose columns are neighbors in memory is read in place, also behind the last column; else it is packed.
 * The last tile of a row or column of tiles begins earlier where it would cross the edge, and computes some elements again: to the same bits. Only
 * an output smaller than a tile goes through scratch memory.
 */
function emitSmallJob(module: Module, target: Target): Job {
  const { rows: tileRows, vectors } = tileOf(target)
  const tileColumns = 4 * vectors
  const tile = emitTileInPlace(module, tileRows, vectors, target.relaxed)
  const pack = emitPack(module, tileColumns)
  const epilogue = emitEpilogue(module)
  const parameters = {
    a: 'i32',
    rowStep: 'i32',
    aStep: 'i32',
    rows: 'i32',
    length: 'i32',
    columns: 'i32',
    b: 'i32',
    columnStep: 'i32',
    kStep: 'i32',
    to: 'i32',
    toStep: 'i32',
    ...epilogueArguments,
  } as const
  return emitJob(module, 'smallProduct', parameters, (p, _chunk, scratch, local) => {
    const v = locals(local, {
      row: 'i32',
      column: 'i32',
      firstRow: 'i32',
      firstColumn: 'i32',
      rowsHere: 'i32',
      columnsHere: 'i32',
      panel: 'i32',
      panelStep: 'i32',
      out: 'i32',
      i: 'i32',
      j: 'i32',
    })
    const edge = i32.add(scratch, i32.const(PANEL))
    /** Where the tile at an index begins, so that it ends at the last index. */
    const first = (index: typeof v.row, all: typeof p.rows, size: number) =>
      choose(i32.ltU(all, i32.const(size)), i32.const(0), minU(index, i32.sub(all, i32.const(size))))
    const operands = {
      length: p.length,
      a: i32.add(p.a, i32.mul(v.firstRow, p.rowStep)),
      rowStep: p.rowStep,
      aStep: p.aStep,
      rows: v.rowsHere,
      b: v.panel,
      bStep: v.panelStep,
    }
    const cell = i32.add(i32.mul(v.i, i32.const(4 * tileColumns)), i32.shl(v.j, i32.const(2)))
    const outCell = i32.add(v.out, i32.add(i32.mul(v.i, p.toStep), i32.shl(v.j, i32.const(2))))
    return [
      set(v.rowsHere, minU(p.rows, i32.const(tileRows))),
      set(v.columnsHere, minU(p.columns, i32.const(tileColumns))),
      count(
        v.column,
        0,
        p.columns,
        tileColumns,
        set(v.firstColumn, first(v.column, p.columns, tileColumns)),
        set(v.panel, i32.add(p.b, i32.mul(v.firstColumn, p.columnStep))),
        set(v.panelStep, p.kStep),
        when(i32.ne(p.columnStep, i32.const(4)), [
          run(pack, {
            from: v.panel,
            memberStep: p.columnStep,
            kStep: p.kStep,
            members: v.columnsHere,
            length: p.length,
            to: scratch,
          }),
          set(v.panel, scratch),
          set(v.panelStep, i32.const(4 * tileColumns)),
        ]),
        count(
          v.row,
          0,
          p.rows,
          tileRows,
          set(v.firstRow, first(v.row, p.rows, tileRows)),
          set(v.out, i32.add(i32.add(p.to, i32.mul(v.firstRow, p.toStep)), i32.shl(v.firstColumn, i32.const(2)))),
          when(
            i32.and(i32.eq(v.rowsHere, i32.const(tileRows)), i32.eq(v.columnsHere, i32.const(tileColumns))),
            [run(tile, { ...operands, to: v.out, toStep: p.toStep })],
            [
              run(tile, { ...operands, to: edge, toStep: i32.const(4 * tileColumns) }),
              count(
                v.i,
                0,
                v.rowsHere,
                1,
                count(v.j, 0, v.columnsHere, 1, stores.f32(outCell, loads.f32(i32.add(edge, cell)))),
              ),
            ],
          ),
        ),
      ),
      // The epilogue goes over blocks of columns: panel counts them, column by 64.
      set(v.panel, i32.const(0)),
      count(
        v.column,
        0,
        p.columns,
        BLOCK_COLUMNS,
        run(epilogue, {
          ...p,
          bias: biasOfPanel(p.bias, v.panel),
          from: i32.add(p.to, i32.shl(v.column, i32.const(2))),
          fromStep: p.toStep,
          to: i32.add(p.to, i32.shl(v.column, i32.const(2))),
          row: i32.const(0),
          block: v.panel,
          rows: p.rows,
          columns: minU(i32.sub(p.columns, v.column), i32.const(BLOCK_COLUMNS)),
          scratch: i32.add(scratch, i32.const(EPILOGUE_SCRATCH)),
        }),
        increase(v.panel, 1),
      ),
    ]
  })
}

const tileParameters = {
  length: 'i32',
  /** The first row of a, bytes from row to row and from k to k, and the number of rows, which may be less than the tile's. */
  a: 'i32',
  rowStep: 'i32',
  aStep: 'i32',
  rows: 'i32',
  /** The columns of b, and bytes from k to k. */
  b: 'i32',
  bStep: 'i32',
  to: 'i32',
  toStep: 'i32',
} as const

/** Emits a tile to = a · b over rising k, whose operands have any steps. Rows that a lacks are computed from its last one. */
function emitTileInPlace(
  module: Module,
  rows: number,
  vectors: number,
  relaxed: boolean,
): Func<typeof tileParameters, 'void'> {
  return module.func('tileInPlace', tileParameters, (p, local) => {
    const sums = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => local('v128')))
    const columns = Array.from({ length: vectors }, () => local('v128'))
    const lefts = Array.from({ length: rows }, () => local('i32'))
    const value = local('v128')
    return [
      set(lefts[0]!, p.a),
      ...lefts
        .slice(1)
        .map((left, i) =>
          set(left, i32.add(lefts[i]!, choose(i32.gtU(p.rows, i32.const(i + 1)), p.rowStep, i32.const(0)))),
        ),
      ...sums.flat().map((sum) => set(sum, f32x4.const(0))),
      loopWhile(
        p.length,
        ...columns.map((column, j) => set(column, loads.v128(p.b, 16 * j))),
        ...sums.flatMap((row, i) => [
          set(value, loads.splat32(lefts[i]!)),
          ...row.map((sum, j) => set(sum, multiplyAdd(relaxed, sum, value, columns[j]!))),
        ]),
        ...lefts.map((left) => increase(left, p.aStep)),
        increase(p.b, p.bStep),
        increase(p.length, -1),
      ),
      ...sums.flatMap((row) => [...storeVectors(p.to, row), increase(p.to, p.toStep)]),
    ]
  })
}
