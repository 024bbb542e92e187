import { type MaskSpec, sizeOf, type View } from '@thinned/tensor'
import { count, set } from '../emit/control.ts'
import { type Module, run } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitJob } from '../threads/job.ts'
import { BLOCK_COLUMNS, emitDropoutColumns } from './dropout-block.ts'

/** Blocks of 64 columns of one chunk. */
const BLOCKS = 64

/** The kernel of dropout, for masks of the tensor's own shape. */
export type DropoutOf = (out: View, x: View, spec: MaskSpec) => void

/** out = x · scale where mask law 1 keeps, else +0: no mask in memory, 64 columns of a row at a time. Views are dense. */
export function emitDropout(module: Module): (runtime: Runtime) => DropoutOf {
  return module.once('dropout', () => write(module))
}

function write(module: Module): (runtime: Runtime) => DropoutOf {
  const dropoutColumns = emitDropoutColumns(module)
  const job = emitJob(
    module,
    'dropout',
    {
      k0: 'i32',
      k1: 'i32',
      threshold: 'i32',
      scale: 'f32',
      from: 'i32',
      to: 'i32',
      columns: 'i32',
      rowLow: 'i32',
      rowHigh: 'i32',
      blocksInRow: 'i32',
      blocks: 'i32',
    },
    (p, chunk, scratch, local) => {
      const [at, end, row, block, column, skip, rowLow] = [
        local('i32'),
        local('i32'),
        local('i32'),
        local('i32'),
        local('i32'),
        local('i32'),
        local('i32'),
      ]
      return [
        set(at, i32.mul(chunk, i32.const(BLOCKS))),
        set(end, minU(i32.add(at, i32.const(BLOCKS)), p.blocks)),
        count(
          at,
          at,
          end,
          1,
          set(row, i32.divU(at, p.blocksInRow)),
          set(block, i32.sub(at, i32.mul(row, p.blocksInRow))),
          set(column, i32.mul(block, i32.const(BLOCK_COLUMNS))),
          set(skip, i32.shl(i32.add(i32.mul(row, p.columns), column), i32.const(2))),
          set(rowLow, i32.add(p.rowLow, row)),
          run(dropoutColumns, {
            ...p,
            block,
            rowLow,
            rowHigh: i32.add(p.rowHigh, i32.ltU(rowLow, row)),
            from: i32.add(p.from, skip),
            to: i32.add(p.to, skip),
            scratch,
            columns: minU(i32.sub(p.columns, column), i32.const(BLOCK_COLUMNS)),
          }),
        ),
      ]
    },
  )
  return (runtime) => (out, x, spec) => {
    const { key, threshold, scale, shape, row } = spec
    const size = sizeOf(shape)
    if (size === 0) return
    const rows = shape.length < 2 ? 1 : shape[0]!
    const columns = size / rows
    const blocksInRow = Math.ceil(columns / BLOCK_COLUMNS)
    const blocks = rows * blocksInRow
    runtime.launch(
      job,
      Math.ceil(blocks / BLOCKS),
      key[0],
      key[1],
      threshold,
      scale,
      addressOf(x),
      addressOf(out),
      columns,
      row % 0x1_0000_0000,
      Math.floor(row / 0x1_0000_0000),
      blocksInRow,
      blocks,
    )
  }
}
