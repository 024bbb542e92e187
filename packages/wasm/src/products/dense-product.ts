import { count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Module, run } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Target } from '../kernel.ts'
import { BLOCK_COLUMNS } from '../random/dropout-block.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { emitDenseTile } from './dense-tile.ts'
import { biasOfPanel, emitEpilogue, epilogueArguments, NO_EPILOGUE } from './epilogue.ts'
import { emitPack } from './pack.ts'
import type { Matrix, Multiply } from './product.ts'
import { partsOfRows } from './sparse-product.ts'

/** Steps of k in a block. */
export const DENSE_BLOCK = 256
const TILE: number = DENSE_BLOCK * BLOCK_COLUMNS * 4
/** Behind the packed block lies a tile at the edge of the output: at most 6 rows of 16 columns take 384 of 1,024 bytes. */
const EPILOGUE_SCRATCH: number = TILE + 1024

/** To pack a panel of b takes as long as so many rows of the product. */
const PACKED_ROWS = 12

/** The largest tile that the registers hold: 5 or 6 rows of 16 columns at 256 bits, 4 or 6 rows of 8 columns at 128 bits. */
export function tileOf({ panelVectors, relaxed }: Target): { rows: number; vectors: number } {
  if (panelVectors === 16) return { rows: relaxed ? 6 : 5, vectors: 4 }
  return { rows: relaxed ? 6 : 4, vectors: 2 }
}

/** Emits the product of all elements, tile by tile. */
export function emitDense(module: Module, target: Target): Multiply {
  const withPackedLeft = emitWithPackedLeft(module, target)
  const product = emitDenseProduct(module, target)
  return (runtime, { a, b, to, m, n, k, toStep = 4 * n, epilogue = NO_EPILOGUE, accumulate = false }) =>
    withPackedLeft(runtime, a, m, k, (packed, tiles) => {
      const panels = Math.ceil(n / BLOCK_COLUMNS)
      const tilesInChunk = Math.ceil(tiles / partsOfRows(runtime.threads, panels, m, PACKED_ROWS, tiles))
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

type WithPackedLeft = (
  runtime: Runtime,
  a: Matrix,
  m: number,
  k: number,
  fn: (packed: number, tiles: number) => void,
) => void

/** Emits the packing of a left operand [m, k] in tiles, which are freed after fn. */
export function emitWithPackedLeft(module: Module, target: Target): WithPackedLeft {
  return module.once('withPackedLeft', () => {
    const packLeft = emitPackLeft(module, target)
    const { rows: tileRows } = tileOf(target)
    return (runtime, a, m, k, fn) => {
      const tiles = Math.ceil(m / tileRows)
      runtime.withScratch(4 * tiles * tileRows * k, (packed) => {
        runtime.launch(packLeft, tiles, a.address, a.rowStep, a.columnStep, m, k, tiles, packed)
        fn(packed, tiles)
      })
    }
  })
}

/** Emits the job that packs the left operand as to[block][tile][k][row]. Chunk c is tile c of all blocks. */
function emitPackLeft(module: Module, target: Target): Job {
  const { rows: tileRows } = tileOf(target)
  const pack = emitPack(module, tileRows)
  const parameters = {
    from: 'i32',
    rowStep: 'i32',
    kStep: 'i32',
    rows: 'i32',
    length: 'i32',
    tiles: 'i32',
    to: 'i32',
  } as const
  return emitJob(module, 'packLeft', parameters, (p, chunk, _, local) => {
    const { k, size } = locals(local, { k: 'i32', size: 'i32' })
    const first = i32.mul(chunk, i32.const(tileRows))
    return [
      loopWhile(
        i32.ltU(k, p.length),
        set(size, minU(i32.sub(p.length, k), i32.const(DENSE_BLOCK))),
        run(pack, {
          from: i32.add(p.from, i32.add(i32.mul(first, p.rowStep), i32.mul(k, p.kStep))),
          memberStep: p.rowStep,
          kStep: p.kStep,
          members: minU(i32.sub(p.rows, first), i32.const(tileRows)),
          length: size,
          to: i32.add(p.to, i32.mul(i32.add(i32.mul(p.tiles, k), i32.mul(chunk, size)), i32.const(4 * tileRows))),
        }),
        increase(k, DENSE_BLOCK),
      ),
    ]
  })
}

/**
 * Emits the job out = a · b, then the epilogue, for a packed a. Chunk c is a panel of 64 columns (c mod panels) of some tiles. It packs its
 * block of b into scratch memory. A tile that crosses an edge of the output is computed in scratch memory and copied.
 */
function emitDenseProduct(module: Module, target: Target): Job {
  const { rows: tileRows, vectors } = tileOf(target)
  const tileColumns = 4 * vectors
  const tile = emitDenseTile(module, tileRows, vectors, target.relaxed)
  const pack = emitPack(module, tileColumns)
  const epilogue = emitEpilogue(module)
  return emitJob(
    module,
    'denseProduct',
    {
      a: 'i32',
      tiles: 'i32',
      rows: 'i32',
      length: 'i32',
      columns: 'i32',
      b: 'i32',
      columnStep: 'i32',
      kStep: 'i32',
      to: 'i32',
      toStep: 'i32',
      tilesInChunk: 'i32',
      panels: 'i32',
      /** 1: the sums accumulate onto the values in the output. */
      accumulate: 'i32',
      ...epilogueArguments,
    },
    (p, chunk, scratch, local) => {
      const v = locals(local, {
        part: 'i32',
        panel: 'i32',
        firstTile: 'i32',
        lastTile: 'i32',
        firstRow: 'i32',
        columns: 'i32',
        column: 'i32',
        k: 'i32',
        size: 'i32',
        to: 'i32',
        out: 'i32',
        packed: 'i32',
        left: 'i32',
        tile: 'i32',
        edge: 'i32',
        rowsHere: 'i32',
        columnsHere: 'i32',
        i: 'i32',
        j: 'i32',
        rows: 'i32',
      })
      const edgeStep = i32.const(4 * tileColumns)
      const cell = {
        edge: i32.add(v.edge, i32.add(i32.mul(v.i, edgeStep), i32.shl(v.j, i32.const(2)))),
        out: i32.add(v.out, i32.add(i32.mul(v.i, p.toStep), i32.shl(v.j, i32.const(2)))),
      }
      const eachCell = (write: ReturnType<typeof stores.f32>) =>
        count(v.i, 0, v.rowsHere, 1, count(v.j, 0, v.columnsHere, 1, write))
      const operands = { length: v.size, a: v.left, b: v.packed, fromZero: i32.eqz(i32.or(v.k, p.accumulate)) }
      return [
        set(v.part, i32.divU(chunk, p.panels)),
        set(v.panel, i32.sub(chunk, i32.mul(v.part, p.panels))),
        set(v.firstTile, i32.mul(v.part, p.tilesInChunk)),
        set(v.lastTile, minU(i32.add(v.firstTile, p.tilesInChunk), p.tiles)),
        set(v.firstRow, i32.mul(v.firstTile, i32.const(tileRows))),
        set(v.rows, i32.sub(minU(i32.mul(v.lastTile, i32.const(tileRows)), p.rows), v.firstRow)),
        set(v.columns, minU(i32.sub(p.columns, i32.mul(v.panel, i32.const(BLOCK_COLUMNS))), i32.const(BLOCK_COLUMNS))),
        set(
          v.to,
          i32.add(i32.add(p.to, i32.mul(v.firstRow, p.toStep)), i32.mul(v.panel, i32.const(4 * BLOCK_COLUMNS))),
        ),
        set(v.edge, i32.add(scratch, i32.const(TILE))),
        loopWhile(
          i32.ltU(v.k, p.length),
          set(v.size, minU(i32.sub(p.length, v.k), i32.const(DENSE_BLOCK))),
          set(v.packed, scratch),
          count(
            v.column,
            0,
            v.columns,
            tileColumns,
            set(v.columnsHere, minU(i32.sub(v.columns, v.column), i32.const(tileColumns))),
            run(pack, {
              from: i32.add(
                p.b,
                i32.add(
                  i32.mul(i32.add(i32.mul(v.panel, i32.const(BLOCK_COLUMNS)), v.column), p.columnStep),
                  i32.mul(v.k, p.kStep),
                ),
              ),
              memberStep: p.columnStep,
              kStep: p.kStep,
              members: v.columnsHere,
              length: v.size,
              to: v.packed,
            }),
            set(v.out, i32.add(v.to, i32.shl(v.column, i32.const(2)))),
            set(
              v.left,
              i32.add(
                p.a,
                i32.mul(i32.add(i32.mul(p.tiles, v.k), i32.mul(v.firstTile, v.size)), i32.const(4 * tileRows)),
              ),
            ),
            count(
              v.tile,
              v.firstTile,
              v.lastTile,
              1,
              set(v.rowsHere, minU(i32.sub(p.rows, i32.mul(v.tile, i32.const(tileRows))), i32.const(tileRows))),
              when(
                i32.and(i32.eq(v.rowsHere, i32.const(tileRows)), i32.eq(v.columnsHere, i32.const(tileColumns))),
                [run(tile, { ...operands, to: v.out, toStep: p.toStep })],
                [
                  when(i32.or(v.k, p.accumulate), [eachCell(stores.f32(cell.edge, loads.f32(cell.out)))]),
                  run(tile, { ...operands, to: v.edge, toStep: edgeStep }),
                  eachCell(stores.f32(cell.out, loads.f32(cell.edge))),
                ],
              ),
              increase(v.out, i32.mul(p.toStep, i32.const(tileRows))),
              increase(v.left, i32.mul(v.size, i32.const(4 * tileRows))),
            ),
            increase(v.packed, i32.mul(v.size, i32.const(4 * tileColumns))),
          ),
          increase(v.k, DENSE_BLOCK),
        ),
        run(epilogue, {
          ...p,
          bias: biasOfPanel(p.bias, v.panel),
          from: v.to,
          fromStep: p.toStep,
          to: v.to,
          row: v.firstRow,
          block: v.panel,
          rows: v.rows,
          columns: v.columns,
          scratch: i32.add(scratch, i32.const(EPILOGUE_SCRATCH)),
        }),
      ]
    },
  )
}
