import type { View, Window } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { choose, count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { stores } from '../emit/memory.ts'
import { type Module, run } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { emitWithLists } from '../products/nonzero-lists.ts'
import { emitPack } from '../products/pack.ts'
import { type PanelPlaces, runPanel } from '../products/sparse-panel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { findPiece, NARROW, pieceArguments, piecesOf } from './pieces.ts'

/** The approximate bytes of the lists of some volumes. */
const LIST_BYTES = 1 << 22

/** Adds to the pixels under each window (`to`, dense, all windows inside) the products of grad (dense) and weight (dense), transposed. */
export type SparseInputGradient = (runtime: Runtime, to: View, grad: View, weight: View, window: Window) => void

export function emitSparseInputGradient(module: Module, panels: PanelPlaces): SparseInputGradient {
  const withLists = emitWithLists(module)
  const packWeights = emitPackPieces(module, panels)
  const addWindows = emitAddWindows(module, panels)
  return (runtime, to, grad, weight, { size, stride, dilation }) => {
    const [volumes, , height, width, channels] = to.shape as [number, number, number, number, number]
    const [, , outRows, outColumns, n] = grad.shape as [number, number, number, number, number]
    const floats = size[2] * channels
    const { wides, narrows } = piecesOf(floats, panels)
    const pieces = wides + narrows
    const rowPanelBytes = 4 * n * (4 * panels.wide.vectors * wides + NARROW * narrows)
    const inVolume = outRows * outColumns
    const least = 2 * runtime.threads
    const inBatch = Math.min(volumes, Math.max(least, Math.floor(LIST_BYTES / (8 * inVolume * n))))
    runtime.withScratch(size[1] * rowPanelBytes, (packed) => {
      const pieceValues = [floats, wides, pieces]
      runtime.launch(packWeights, size[1] * pieces, addressOf(weight), n, packed, rowPanelBytes, ...pieceValues)
      for (let first = 0; first < volumes; first += inBatch) {
        const here = Math.min(inBatch, volumes - first)
        const a = { address: addressOf(grad) + 4 * first * inVolume * n, rowStep: 4 * n, columnStep: 4 }
        withLists(runtime, a, here * inVolume, n, ({ table }) =>
          runtime.launch(
            addWindows,
            here,
            addressOf(to) + 4 * first * height * width * channels,
            table,
            packed,
            rowPanelBytes,
            n,
            4 * width * channels,
            4 * stride[1] * width * channels,
            4 * stride[2] * channels,
            4 * dilation[1] * width * channels,
            height,
            size[1],
            outRows,
            outColumns,
            ...pieceValues,
          ),
        )
      }
    })
  }
}

/** The address of a piece's panel [n][width] among those of a row of the window. */
function panelAt(base: I32, piece: I32, n: I32, { wides }: { readonly wides: I32 }, { wide }: PanelPlaces): I32 {
  const width = i32.const(4 * wide.vectors)
  const narrow = i32.const(NARROW)
  const before = choose(
    i32.ltU(piece, wides),
    i32.mul(piece, width),
    i32.add(i32.mul(wides, width), i32.mul(i32.sub(piece, wides), narrow)),
  )
  return i32.add(base, i32.shl(i32.mul(before, n), i32.const(2)))
}

/**
 * Emits the job that packs the weights of each piece, transposed, as [n][width]. Columns that belong to the piece before are 0: they add nothing. A chunk
 * is a piece of a row of the window.
 */
function emitPackPieces(module: Module, panels: PanelPlaces): Job {
  const parameters = { from: 'i32', n: 'i32', to: 'i32', rowPanelBytes: 'i32', ...pieceArguments } as const
  return emitJob(module, 'packPieces', parameters, (p, chunk, _, local) => {
    const v = locals(local, {
      row: 'i32',
      piece: 'i32',
      start: 'i32',
      skip: 'i32',
      to: 'i32',
      k: 'i32',
      column: 'i32',
    })
    const packed = ({ vectors }: PanelPlaces['wide']): Statement[] => [
      run(emitPack(module, 4 * vectors), {
        from: i32.add(p.from, i32.shl(i32.mul(i32.add(i32.mul(v.row, p.floats), v.start), p.n), i32.const(2))),
        memberStep: i32.shl(p.n, i32.const(2)),
        kStep: i32.const(4),
        members: i32.const(4 * vectors),
        length: p.n,
        to: v.to,
      }),
      count(
        v.k,
        0,
        p.n,
        1,
        count(v.column, 0, v.skip, 1, stores.f32(i32.add(v.to, i32.shl(v.column, i32.const(2))), f32.const(0))),
        increase(v.to, 16 * vectors),
      ),
    ]
    return [
      set(v.row, i32.divU(chunk, p.pieces)),
      set(v.piece, i32.sub(chunk, i32.mul(v.row, p.pieces))),
      ...findPiece(p, panels, v.piece, v),
      set(v.to, panelAt(i32.add(p.to, i32.mul(v.row, p.rowPanelBytes)), v.piece, p.n, p, panels)),
      when(i32.ltU(v.piece, p.wides), packed(panels.wide), packed(panels.narrow)),
    ]
  })
}

/**
 * Emits the job that adds the products of a volume's windows to its pixels. A chunk is a volume. The last row of the window and its last piece come
 * first, so a pixel is visited in the order of rising positions.
 */
function emitAddWindows(module: Module, panels: PanelPlaces): Job {
  const parameters = {
    to: 'i32',
    table: 'i32',
    packed: 'i32',
    rowPanelBytes: 'i32',
    n: 'i32',
    /** Bytes of a row of pixels, then from window to window by rows and by columns, then from row to row of a window. */
    rowBytes: 'i32',
    strideRowBytes: 'i32',
    strideColumnBytes: 'i32',
    tapBytes: 'i32',
    height: 'i32',
    sizeRows: 'i32',
    outRows: 'i32',
    outColumns: 'i32',
    ...pieceArguments,
  } as const
  return emitJob(module, 'addSparseWindows', parameters, (p, chunk, _, local) => {
    const v = locals(local, {
      tap: 'i32',
      piece: 'i32',
      start: 'i32',
      skip: 'i32',
      row: 'i32',
      to: 'i32',
      table: 'i32',
      panel: 'i32',
      first: 'i32',
    })
    const rowsOf = ({ place }: PanelPlaces['wide']): Statement =>
      count(
        v.row,
        0,
        p.outRows,
        1,
        runPanel(module, place, {
          rows: p.outColumns,
          table: v.table,
          tableStep: i32.const(8),
          endAt: i32.const(4),
          panel: v.panel,
          panelStep: i32.const(0),
          to: v.to,
          toStep: p.strideColumnBytes,
          fromZero: i32.const(1),
          addTo: i32.const(1),
        }),
        increase(v.to, p.strideRowBytes),
        increase(v.table, i32.shl(p.outColumns, i32.const(3))),
      )
    return [
      set(v.first, i32.add(p.to, i32.mul(i32.mul(chunk, p.height), p.rowBytes))),
      set(v.tap, p.sizeRows),
      loopWhile(
        v.tap,
        increase(v.tap, -1),
        set(v.piece, p.pieces),
        loopWhile(
          v.piece,
          increase(v.piece, -1),
          ...findPiece(p, panels, v.piece, v),
          set(v.panel, panelAt(i32.add(p.packed, i32.mul(v.tap, p.rowPanelBytes)), v.piece, p.n, p, panels)),
          set(v.table, i32.add(p.table, i32.shl(i32.mul(chunk, i32.mul(p.outRows, p.outColumns)), i32.const(3)))),
          set(v.to, i32.add(i32.add(v.first, i32.mul(v.tap, p.tapBytes)), i32.shl(v.start, i32.const(2)))),
          when(i32.ltU(v.piece, p.wides), [rowsOf(panels.wide)], [rowsOf(panels.narrow)]),
        ),
      ),
    ]
  })
}
