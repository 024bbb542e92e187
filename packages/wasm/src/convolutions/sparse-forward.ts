import type { View, Window } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { choose, count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { type Module, run } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { emitEpilogue } from '../products/epilogue.ts'
import { compactOrders } from '../products/nonzero-lists.ts'
import { emitPack } from '../products/pack.ts'
import { type PanelPlaces, runPanel } from '../products/sparse-panel.ts'
import { BLOCK_COLUMNS } from '../random/dropout-block.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { NARROW } from './pieces.ts'
import { emitPixelLists, LISTED_ROWS, rowListBytes } from './pixel-lists.ts'

/** Rows of the output, of 64 floats, that stay in the cache while the rows of the window pass. */
const POSITIONS = 128
/** The approximate bytes of the lists of some volumes. */
const LIST_BYTES = 1 << 22

/** out = x (dense) · weight (dense), then bias at an address or 0, and relu. For what `hasRowsOfPixels`. */
export type SparseForward = (
  runtime: Runtime,
  out: View,
  x: View,
  weight: View,
  window: Window,
  bias: number,
  relu: boolean,
) => void

export function emitSparseForward(module: Module, panels: PanelPlaces): SparseForward {
  const makeLists = emitPixelLists(module)
  const packWeights = emitPackPanels(module, panels)
  const convolve = emitConvolve(module, panels)
  return (runtime, out, x, weight, { size, stride, dilation, before }, bias, relu) => {
    const [volumes, , height, width, channels] = x.shape as [number, number, number, number, number]
    const [, , outRows, outColumns, n] = out.shape as [number, number, number, number, number]
    const k = weight.shape[0]!
    const listBytes = rowListBytes(width, channels)
    const inTable = (outColumns - 1) * stride[2]! + size[2]! + 1
    const inBatch = Math.max(1, Math.min(volumes, Math.floor(LIST_BYTES / (listBytes * height))))
    const rowsInGroup = Math.max(1, Math.floor(POSITIONS / outColumns))
    const groups = Math.ceil(outRows / rowsInGroup)
    const orders = runtime.constant('compactOrders', compactOrders)
    const emptyBytes = 4 * inTable
    const tableBytes = emptyBytes * (1 + inBatch * height)
    runtime.withScratch(4 * k * n, (panels) => {
      runtime.launch(packWeights, Math.ceil(n / BLOCK_COLUMNS), addressOf(weight), k, n, panels)
      runtime.withScratch(tableBytes + inBatch * height * listBytes, (empty) => {
        const [table, lists] = [empty + emptyBytes, empty + tableBytes]
        // A row of the window outside of the image has empty lists.
        runtime.zero(empty, emptyBytes)
        for (let first = 0; first < volumes; first += inBatch) {
          const here = Math.min(inBatch, volumes - first)
          const rows = here * height
          const from = addressOf(x) + 4 * first * height * width * channels
          const chunks = Math.ceil(rows / LISTED_ROWS)
          runtime.launch(
            makeLists,
            chunks,
            from,
            rows,
            width,
            channels,
            lists,
            listBytes,
            table,
            inTable,
            before[2]!,
            orders,
          )
          runtime.launch(
            convolve,
            here * groups,
            table,
            empty,
            inTable,
            panels,
            addressOf(out) + 4 * first * outRows * outColumns * n,
            n,
            channels,
            height,
            size[1]!,
            size[2]!,
            stride[1]!,
            stride[2]!,
            dilation[1]!,
            before[1]!,
            before[2]!,
            outRows,
            outColumns,
            rowsInGroup,
            groups,
            bias,
            Number(relu),
          )
        }
      })
    })
  }
}

/** Emits the job that packs weights [k, n] as wide panels [k][wide], then narrow ones. A chunk is a block of 64 columns. */
function emitPackPanels(module: Module, { wide: { vectors } }: PanelPlaces): Job {
  const wide = 4 * vectors
  const packs = [wide, NARROW].map((width) => ({ width, pack: emitPack(module, width) }))
  const parameters = { from: 'i32', k: 'i32', n: 'i32', to: 'i32' } as const
  return emitJob(module, 'packPanels', parameters, (p, chunk, _, local) => {
    const { column, last } = locals(local, { column: 'i32', last: 'i32' })
    return [
      set(column, i32.mul(chunk, i32.const(BLOCK_COLUMNS))),
      set(last, minU(i32.add(column, i32.const(BLOCK_COLUMNS)), p.n)),
      ...packs.map(({ width, pack }) =>
        loopWhile(
          i32.leU(i32.add(column, i32.const(width)), last),
          run(pack, {
            from: i32.add(p.from, i32.shl(column, i32.const(2))),
            memberStep: i32.const(4),
            kStep: i32.shl(p.n, i32.const(2)),
            members: i32.const(width),
            length: p.k,
            to: i32.add(p.to, i32.shl(i32.mul(column, p.k), i32.const(2))),
          }),
          increase(column, width),
        ),
      ),
    ]
  })
}

/**
 * Emits the job that convolves: chunk = volume · groups + group, a group of rows of the output. For each panel of columns the rows of the window pass
 * from the first to the last, so the sums run over rising k.
 */
function emitConvolve(module: Module, { wide, narrow }: PanelPlaces): Job {
  const epilogue = emitEpilogue(module)
  const zero = i32.const(0)
  const noMask = { mask: zero, k0: zero, k1: zero, threshold: zero, scale: f32.const(1), rowLow: zero, rowHigh: zero }
  const parameters = {
    table: 'i32',
    /** The address of a row of the table without entries. */
    empty: 'i32',
    inTable: 'i32',
    panels: 'i32',
    to: 'i32',
    n: 'i32',
    channels: 'i32',
    height: 'i32',
    sizeRows: 'i32',
    sizeColumns: 'i32',
    strideRows: 'i32',
    strideColumns: 'i32',
    dilationRows: 'i32',
    beforeRows: 'i32',
    beforeColumns: 'i32',
    outRows: 'i32',
    outColumns: 'i32',
    rowsInGroup: 'i32',
    groups: 'i32',
    bias: 'i32',
    relu: 'i32',
  } as const
  return emitJob(module, 'convolveSparse', parameters, (p, chunk, scratch, local) => {
    const v = locals(local, {
      volume: 'i32',
      first: 'i32',
      last: 'i32',
      row: 'i32',
      column: 'i32',
      tap: 'i32',
      y: 'i32',
      to: 'i32',
      inRow: 'i32',
      panel: 'i32',
      block: 'i32',
    })
    const rowBytes = i32.shl(i32.mul(p.outColumns, p.n), i32.const(2))
    const columnBytes = i32.shl(v.column, i32.const(2))
    const tableRow = i32.add(
      p.table,
      i32.shl(i32.mul(i32.add(i32.mul(v.volume, p.height), v.y), p.inTable), i32.const(2)),
    )
    const eachPanel = ({ vectors, place }: PanelPlaces['wide']): Statement => {
      const width = 4 * vectors
      const bytesOfPixels = (pixels: I32): I32 => i32.mul(i32.mul(pixels, p.channels), i32.const(4 * width))
      return loopWhile(
        i32.leU(i32.add(v.column, i32.const(width)), p.n),
        // Entries count from the first pixel of their row; the first window begins `beforeColumns` pixels before it.
        set(
          v.panel,
          i32.add(
            i32.add(p.panels, i32.mul(i32.mul(columnBytes, p.sizeRows), v.inRow)),
            bytesOfPixels(p.beforeColumns),
          ),
        ),
        count(
          v.tap,
          0,
          p.sizeRows,
          1,
          set(
            v.to,
            i32.add(i32.add(p.to, i32.mul(i32.add(i32.mul(v.volume, p.outRows), v.first), rowBytes)), columnBytes),
          ),
          count(
            v.row,
            v.first,
            v.last,
            1,
            set(v.y, i32.add(i32.sub(i32.mul(v.row, p.strideRows), p.beforeRows), i32.mul(v.tap, p.dilationRows))),
            runPanel(module, place, {
              rows: p.outColumns,
              table: choose(i32.ltU(v.y, p.height), tableRow, p.empty),
              tableStep: i32.shl(p.strideColumns, i32.const(2)),
              endAt: i32.shl(p.sizeColumns, i32.const(2)),
              panel: v.panel,
              panelStep: i32.sub(zero, bytesOfPixels(p.strideColumns)),
              to: v.to,
              toStep: i32.shl(p.n, i32.const(2)),
              fromZero: i32.eqz(v.tap),
              addTo: zero,
            }),
            increase(v.to, rowBytes),
          ),
          increase(v.panel, i32.mul(v.inRow, i32.const(4 * width))),
        ),
        increase(v.column, width),
      )
    }
    const firstRow = i32.add(i32.mul(v.volume, p.outRows), v.first)
    const output = i32.add(i32.add(p.to, i32.mul(firstRow, rowBytes)), columnBytes)
    return [
      set(v.volume, i32.divU(chunk, p.groups)),
      set(v.first, i32.mul(i32.sub(chunk, i32.mul(v.volume, p.groups)), p.rowsInGroup)),
      set(v.last, minU(i32.add(v.first, p.rowsInGroup), p.outRows)),
      set(v.inRow, i32.mul(p.sizeColumns, p.channels)),
      eachPanel(wide),
      eachPanel(narrow),
      when(i32.or(p.bias, p.relu), [
        set(v.column, zero),
        loopWhile(
          i32.ltU(v.column, p.n),
          run(epilogue, {
            ...noMask,
            bias: choose(p.bias, i32.add(p.bias, columnBytes), zero),
            relu: p.relu,
            from: output,
            fromStep: i32.shl(p.n, i32.const(2)),
            to: output,
            row: zero,
            block: v.block,
            toStep: i32.shl(p.n, i32.const(2)),
            rows: i32.mul(i32.sub(v.last, v.first), p.outColumns),
            columns: minU(i32.sub(p.n, v.column), i32.const(BLOCK_COLUMNS)),
            scratch,
          }),
          increase(v.column, BLOCK_COLUMNS),
        ),
      ]),
    ]
  })
}
