import type { I32, Statement } from '../emit/code.ts'
import { count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Module, run } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Target } from '../kernel.ts'
import { SCRATCH_BYTES } from '../layout.ts'
import { BLOCK_COLUMNS } from '../random/dropout-block.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { biasOfPanel, emitEpilogue, epilogueArguments, NO_EPILOGUE } from './epilogue.ts'
import { emitWithLists, MOST_IN_BLOCK } from './nonzero-lists.ts'
import { emitPack } from './pack.ts'
import type { Multiply } from './product.ts'
import { emitSparsePanel } from './sparse-panel.ts'

/** Columns of the panels at the end of a row, and rows that pass through scratch memory at a time where such a panel is not full. */
const NARROW = 16
const EDGE_ROWS = 256

const EDGE: number = MOST_IN_BLOCK * BLOCK_COLUMNS * 4
const EPILOGUE_SCRATCH: number = EDGE + EDGE_ROWS * NARROW * 4
/**
 * The sums of a panel over several blocks of k lie one after another in scratch memory. In the output the rows of a panel lie apart, mostly by a
 * power of two: each on another page, and all in the same few lines of the first-level cache.
 */
const SUMS: number = EPILOGUE_SCRATCH + 512
const SUMS_STEP: number = 4 * BLOCK_COLUMNS
const SUMS_ROWS: number = Math.floor((SCRATCH_BYTES - SUMS) / SUMS_STEP)

/** Emits the product over lists of the left operand's nonzeros. */
export function emitSparse(module: Module, target: Target): Multiply {
  const withLists = emitWithLists(module)
  const product = emitSparseProduct(module, target)
  return (runtime, { a, b, to, m, n, k, toStep = 4 * n, epilogue = NO_EPILOGUE, accumulate = false }) =>
    withLists(runtime, a, m, k, ({ table, inBlock, groups }) => {
      const panels = Math.ceil(n / BLOCK_COLUMNS)
      const parts = partsOfRows(runtime.threads, panels, m, PACKED_ROWS, groups)
      const rowsInChunk = Math.ceil(m / Math.max(parts, Math.ceil(m / SUMS_ROWS)))
      runtime.launch(
        product,
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
}

/** To pack a panel of b takes as long as so many rows of the product: measured at a quarter of nonzeros. */
const PACKED_ROWS = 24

/**
 * The number of parts that the rows are divided into, at most `most`. Each packs its panel of b again; fewer let threads wait for the last
 * chunk. The square root is where panels · parts · packedRows ÷ threads + rows ÷ parts ÷ 2 is least: what is packed, and half a chunk.
 */
export function partsOfRows(threads: number, panels: number, rows: number, packedRows: number, most: number): number {
  if (threads === 1) return 1
  return Math.max(1, Math.min(most, Math.round(Math.sqrt((threads * rows) / (2 * panels * packedRows)))))
}

/**
 * Emits the job out = a · b, then the epilogue, from the lists of a's nonzeros. Chunk c is a panel of 64 columns (c mod panels) of some
 * rows. It packs its block of b into scratch memory, where the block stays in the first-level cache for all rows.
 */
function emitSparseProduct(module: Module, target: Target): Job {
  const wide = 4 * target.panelVectors
  const packs = { [NARROW]: emitPack(module, NARROW), [wide]: emitPack(module, wide) }
  const narrowPanel = emitSparsePanel(module, 4, target)
  const widePanel = emitSparsePanel(module, target.panelVectors, target)
  const epilogue = emitEpilogue(module)
  return emitJob(
    module,
    'sparseProduct',
    {
      table: 'i32',
      rows: 'i32',
      length: 'i32',
      columns: 'i32',
      b: 'i32',
      columnStep: 'i32',
      kStep: 'i32',
      to: 'i32',
      toStep: 'i32',
      rowsInChunk: 'i32',
      panels: 'i32',
      inBlock: 'i32',
      /** 1: the sums accumulate onto the values in the output. */
      accumulate: 'i32',
      ...epilogueArguments,
    },
    (p, chunk, scratch, local) => {
      const {
        block,
        part,
        first,
        rows,
        panel,
        columns,
        column,
        size,
        k,
        to,
        row,
        edge,
        i,
        byte,
        source,
        target,
        epilogueScratch,
        sums,
        sumsStep,
      } = locals(local, {
        block: 'i32',
        part: 'i32',
        first: 'i32',
        rows: 'i32',
        panel: 'i32',
        columns: 'i32',
        column: 'i32',
        size: 'i32',
        k: 'i32',
        to: 'i32',
        row: 'i32',
        edge: 'i32',
        i: 'i32',
        byte: 'i32',
        source: 'i32',
        target: 'i32',
        epilogueScratch: 'i32',
        sums: 'i32',
        sumsStep: 'i32',
      })
      const table = (): I32 => i32.add(p.table, i32.shl(i32.add(i32.mul(block, p.rows), first), i32.const(3)))
      const operands = { panel: scratch, fromZero: i32.eqz(i32.or(k, p.accumulate)) }
      const pack = (width: number, members: I32) =>
        run(packs[width]!, {
          from: i32.add(
            p.b,
            i32.add(
              i32.mul(i32.add(i32.mul(panel, i32.const(BLOCK_COLUMNS)), column), p.columnStep),
              i32.mul(k, p.kStep),
            ),
          ),
          memberStep: p.columnStep,
          kStep: p.kStep,
          members,
          length: size,
          to: scratch,
        })
      const output = i32.add(sums, i32.shl(column, i32.const(2)))
      const left = i32.sub(columns, column)
      // Copies the columns of a panel that is not full, between the output and scratch memory.
      const copyRows = (rowsHere: I32, from: [I32, I32], into: [I32, I32]) =>
        count(
          i,
          0,
          rowsHere,
          1,
          set(source, i32.add(from[0], i32.mul(i, from[1]))),
          set(target, i32.add(into[0], i32.mul(i, into[1]))),
          count(
            byte,
            0,
            i32.shl(left, i32.const(2)),
            4,
            stores.f32(i32.add(target, byte), loads.f32(i32.add(source, byte))),
          ),
        )
      const edgeStep = i32.const(4 * NARROW)
      return [
        set(part, i32.divU(chunk, p.panels)),
        set(panel, i32.sub(chunk, i32.mul(part, p.panels))),
        set(first, i32.mul(part, p.rowsInChunk)),
        set(rows, minU(i32.sub(p.rows, first), p.rowsInChunk)),
        set(columns, minU(i32.sub(p.columns, i32.mul(panel, i32.const(BLOCK_COLUMNS))), i32.const(BLOCK_COLUMNS))),
        set(to, i32.add(i32.add(p.to, i32.mul(first, p.toStep)), i32.mul(panel, i32.const(4 * BLOCK_COLUMNS)))),
        set(edge, i32.add(scratch, i32.const(EDGE))),
        set(epilogueScratch, i32.add(scratch, i32.const(EPILOGUE_SCRATCH))),
        set(sums, to),
        set(sumsStep, p.toStep),
        when(
          i32.and(
            i32.and(i32.gtU(p.length, p.inBlock), i32.eqz(p.accumulate)),
            i32.and(i32.eq(columns, i32.const(BLOCK_COLUMNS)), i32.leU(rows, i32.const(SUMS_ROWS))),
          ),
          [set(sums, i32.add(scratch, i32.const(SUMS))), set(sumsStep, i32.const(SUMS_STEP))],
        ),
        loopWhile(
          i32.ltU(k, p.length),
          set(size, minU(i32.sub(p.length, k), p.inBlock)),
          set(column, i32.const(0)),
          loopWhile(
            i32.ltU(column, columns),
            when(
              i32.geU(left, i32.const(wide)),
              [
                pack(wide, i32.const(wide)),
                run(widePanel, { ...operands, rows, table: table(), to: output, toStep: sumsStep }),
                increase(column, wide),
              ],
              [
                pack(NARROW, minU(left, i32.const(NARROW))),
                when(
                  i32.geU(left, i32.const(NARROW)),
                  [run(narrowPanel, { ...operands, rows, table: table(), to: output, toStep: sumsStep })],
                  [set(row, i32.const(0)), loopWhile(i32.ltU(row, rows), ...edgeRows())],
                ),
                increase(column, NARROW),
              ],
            ),
          ),
          increase(block, 1),
          increase(k, p.inBlock),
        ),
        run(epilogue, {
          ...p,
          bias: biasOfPanel(p.bias, panel),
          from: sums,
          fromStep: sumsStep,
          to,
          row: first,
          block: panel,
          toStep: p.toStep,
          rows,
          columns,
          scratch: epilogueScratch,
        }),
      ]

      function edgeRows(): Statement[] {
        const here = minU(i32.sub(rows, row), i32.const(EDGE_ROWS))
        const rowsOut = i32.add(output, i32.mul(row, p.toStep))
        return [
          when(i32.or(k, p.accumulate), [copyRows(here, [rowsOut, p.toStep], [edge, edgeStep])]),
          run(narrowPanel, {
            ...operands,
            rows: here,
            table: i32.add(table(), i32.shl(row, i32.const(3))),
            to: edge,
            toStep: edgeStep,
          }),
          copyRows(here, [edge, edgeStep], [rowsOut, p.toStep]),
          increase(row, EDGE_ROWS),
        ]
      }
    },
  )
}
