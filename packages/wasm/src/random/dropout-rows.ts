import { type MaskSpec, sizeOf, type View } from '@thinned/tensor'
import { count, locals, set } from '../emit/control.ts'
import { type Module, run } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitJob } from '../threads/job.ts'
import { BLOCK_COLUMNS, emitDropoutColumns, maskArguments, maskValues } from './dropout-block.ts'

/** Blocks of 64 columns in one chunk. */
const CHUNK_BLOCKS = 64

/** Dropout with a mask of the tensor's shape. Both views are dense. */
export type DropoutRows = (runtime: Runtime, out: View, x: View, mask: MaskSpec) => void

/** Emits out = x · scale where mask law 1 keeps an element, else +0. It goes over each row in blocks of 64 columns and stores no mask. */
export function emitDropoutRows(module: Module): DropoutRows {
  return module.once('dropoutRows', () => {
    const dropoutColumns = emitDropoutColumns(module)
    const parameters = {
      ...maskArguments,
      from: 'i32',
      to: 'i32',
      columns: 'i32',
      blocksInRow: 'i32',
      blocks: 'i32',
    } as const
    const job = emitJob(module, 'dropout', parameters, (p, chunk, scratch, local) => {
      const v = locals(local, {
        index: 'i32',
        end: 'i32',
        row: 'i32',
        block: 'i32',
        column: 'i32',
        offset: 'i32',
        rowLow: 'i32',
      })
      return [
        set(v.index, i32.mul(chunk, i32.const(CHUNK_BLOCKS))),
        set(v.end, minU(i32.add(v.index, i32.const(CHUNK_BLOCKS)), p.blocks)),
        count(
          v.index,
          v.index,
          v.end,
          1,
          set(v.row, i32.divU(v.index, p.blocksInRow)),
          set(v.block, i32.sub(v.index, i32.mul(v.row, p.blocksInRow))),
          set(v.column, i32.mul(v.block, i32.const(BLOCK_COLUMNS))),
          set(v.offset, i32.shl(i32.add(i32.mul(v.row, p.columns), v.column), i32.const(2))),
          set(v.rowLow, i32.add(p.rowLow, v.row)),
          run(dropoutColumns, {
            ...p,
            block: v.block,
            rowLow: v.rowLow,
            rowHigh: i32.add(p.rowHigh, i32.ltU(v.rowLow, v.row)),
            from: i32.add(p.from, v.offset),
            to: i32.add(p.to, v.offset),
            scratch,
            columns: minU(i32.sub(p.columns, v.column), i32.const(BLOCK_COLUMNS)),
          }),
        ),
      ]
    })
    return (runtime, out, x, mask) => {
      const { shape } = mask
      const size = sizeOf(shape)
      if (size === 0) return
      const rows = shape.length < 2 ? 1 : shape[0]!
      const columns = size / rows
      const blocksInRow = Math.ceil(columns / BLOCK_COLUMNS)
      const blocks = rows * blocksInRow
      const chunks = Math.ceil(blocks / CHUNK_BLOCKS)
      runtime.launch(job, chunks, ...maskValues(mask), addressOf(x), addressOf(out), columns, blocksInRow, blocks)
    }
  })
}
