import { SUM_CHUNK, sizeOf, type View, type Window } from '@thinned/tensor'
import type { Statement } from '../emit/code.ts'
import { count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { type PanelPlaces, runPanel, shiftOf } from '../products/sparse-panel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { windowArguments, windowStart, windowValues } from '../windows/window-arguments.ts'
import { findPiece, pieceArguments, piecesOf } from './pieces.ts'

/** Positions in a block: what the windows of so many cover stays in the cache. SUM_CHUNK is a multiple. */
const BLOCK = 128
/** Output channels whose sums stay in the cache. */
const MOST_CHANNELS = 64

/** out = patches of x (dense, all windows inside), transposed, · grad (dense), over the nonzeros of grad. */
export type SparseWeightGradient = (runtime: Runtime, out: View, x: View, grad: View, window: Window) => void

export function emitSparseWeightGradient(module: Module, panels: PanelPlaces): SparseWeightGradient {
  const makeLists = emitChannelLists(module)
  const multiply = emitMultiply(module, panels)
  return (runtime, out, x, grad, window) => {
    const n = grad.shape[4]!
    const positions = sizeOf(grad.shape.slice(0, 4))
    const [width, channels] = [x.shape[3]!, x.shape[4]!]
    const [, rows, columns] = window.size
    const floats = columns * channels
    const { wides, narrows } = piecesOf(floats, panels)
    const pieces = wides + narrows
    const shift = shiftOf(wides > 0 ? panels.wide.vectors : panels.narrow.vectors)
    const parts = Math.ceil((4 * runtime.threads) / (rows * pieces))
    const inPart = Math.max(1, Math.min(MOST_CHANNELS, Math.ceil(n / parts)))
    const blocks = Math.ceil(Math.min(positions, SUM_CHUNK) / BLOCK)
    const tableBytes = 8 * blocks * n
    runtime.withScratch(tableBytes + 8 * blocks * BLOCK * n, (table) => {
      const lists = table + tableBytes
      for (let first = 0; first < positions; first += SUM_CHUNK) {
        const here = Math.min(SUM_CHUNK, positions - first)
        const blocksHere = Math.ceil(here / BLOCK)
        const values = windowValues(x.shape, grad.shape, window)
        runtime.launch(makeLists, blocksHere, addressOf(grad), first, here, n, table, lists, shift, ...values)
        runtime.launch(
          multiply,
          rows * pieces * Math.ceil(n / inPart),
          addressOf(out),
          addressOf(x),
          table,
          blocksHere,
          n,
          inPart,
          4 * window.dilation[1] * width * channels,
          Number(first > 0),
          floats,
          wides,
          pieces,
        )
      }
    })
  }
}

/**
 * Emits the job that lists the nonzeros of each channel of `grad` in a block of positions: entries (bytes from the first pixel of the volumes to the
 * first under the window, before the shift, value). The addresses { start, end } go to table[block][channel]. Chunk c is block c of those from position `first` on.
 */
function emitChannelLists(module: Module): Job {
  const parameters = {
    grad: 'i32',
    first: 'i32',
    positions: 'i32',
    n: 'i32',
    table: 'i32',
    lists: 'i32',
    /** Bits by which panels shift entries. */
    shift: 'i32',
    ...windowArguments,
  } as const
  return emitJob(module, 'channelLists', parameters, (p, chunk, _, local) => {
    const v = locals(local, {
      position: 'i32',
      last: 'i32',
      channel: 'i32',
      from: 'i32',
      bounds: 'i32',
      firstBounds: 'i32',
      entry: 'i32',
      offset: 'i32',
    })
    const start = windowStart(p, local)
    const pixel = i32.add(i32.mul(i32.add(i32.mul(start.volume, p.height), start.y), p.width), start.x)
    const eachChannel = (...body: Statement[]): Statement[] => [
      set(v.bounds, v.firstBounds),
      count(v.channel, 0, p.n, 1, ...body, increase(v.bounds, 8)),
    ]
    return [
      set(v.position, i32.mul(chunk, i32.const(BLOCK))),
      set(v.last, minU(i32.add(v.position, i32.const(BLOCK)), p.positions)),
      set(v.firstBounds, i32.add(p.table, i32.shl(i32.mul(chunk, p.n), i32.const(3)))),
      set(v.entry, i32.add(p.lists, i32.shl(i32.mul(v.position, p.n), i32.const(3)))),
      // The end of each list is where its next entry goes.
      ...eachChannel(stores.i32(v.bounds, v.entry), stores.i32(v.bounds, v.entry, 4), increase(v.entry, 8 * BLOCK)),
      ...start.find(i32.add(p.first, v.position)),
      set(v.from, i32.add(p.grad, i32.shl(i32.mul(i32.add(p.first, v.position), p.n), i32.const(2)))),
      loopWhile(
        i32.ltU(v.position, v.last),
        set(v.offset, i32.shrU(i32.shl(i32.mul(pixel, p.channels), i32.const(2)), p.shift)),
        // No branch on the values: the processor would mispredict many.
        ...eachChannel(
          set(v.entry, loads.i32(v.bounds, 4)),
          stores.i32(v.entry, v.offset),
          stores.i32(v.entry, loads.i32(v.from), 4),
          stores.i32(
            v.bounds,
            i32.add(v.entry, i32.shl(i32.ne(i32.shl(loads.i32(v.from), i32.const(1)), i32.const(0)), i32.const(3))),
            4,
          ),
          increase(v.from, 4),
        ),
        start.next(),
        increase(v.position, 1),
      ),
    ]
  })
}

/**
 * Emits the job that multiplies: chunk = (row of the window · pieces + piece) · parts + part, where a part is `inPart` channels of the gradient. The sums
 * over all blocks, [channel][float], stay in scratch memory; then they are written to `to` [floats of the window][n], or added (`add`).
 */
function emitMultiply(module: Module, panels: PanelPlaces): Job {
  const parameters = {
    to: 'i32',
    from: 'i32',
    table: 'i32',
    blocks: 'i32',
    n: 'i32',
    inPart: 'i32',
    /** Bytes from a row of the window to the next. */
    rowBytes: 'i32',
    add: 'i32',
    ...pieceArguments,
  } as const
  return emitJob(module, 'multiplySparseWindows', parameters, (p, chunk, scratch, local) => {
    const v = locals(local, {
      parts: 'i32',
      piece: 'i32',
      row: 'i32',
      first: 'i32',
      channels: 'i32',
      start: 'i32',
      skip: 'i32',
      block: 'i32',
      width: 'i32',
      channel: 'i32',
      float: 'i32',
      sum: 'i32',
      to: 'i32',
    })
    const multiply = ({ vectors, place }: PanelPlaces['wide']): Statement[] => [
      set(v.width, i32.const(4 * vectors)),
      count(
        v.block,
        0,
        p.blocks,
        1,
        runPanel(module, place, {
          rows: v.channels,
          table: i32.add(p.table, i32.shl(i32.add(i32.mul(v.block, p.n), v.first), i32.const(3))),
          tableStep: i32.const(8),
          endAt: i32.const(4),
          panel: i32.add(i32.add(p.from, i32.mul(v.row, p.rowBytes)), i32.shl(v.start, i32.const(2))),
          panelStep: i32.const(0),
          to: scratch,
          toStep: i32.const(16 * vectors),
          fromZero: i32.eqz(v.block),
          addTo: i32.const(0),
        }),
      ),
    ]
    const each = (write: Statement): Statement =>
      count(
        v.float,
        v.skip,
        v.width,
        1,
        set(
          v.to,
          i32.add(
            p.to,
            i32.shl(
              i32.add(i32.mul(i32.add(i32.add(i32.mul(v.row, p.floats), v.start), v.float), p.n), v.first),
              i32.const(2),
            ),
          ),
        ),
        set(v.sum, i32.add(scratch, i32.shl(v.float, i32.const(2)))),
        count(v.channel, 0, v.channels, 1, write, increase(v.to, 4), increase(v.sum, i32.shl(v.width, i32.const(2)))),
      )
    return [
      set(v.parts, i32.divU(i32.sub(i32.add(p.n, p.inPart), i32.const(1)), p.inPart)),
      set(v.piece, i32.divU(chunk, v.parts)),
      set(v.first, i32.mul(i32.sub(chunk, i32.mul(v.piece, v.parts)), p.inPart)),
      set(v.channels, minU(p.inPart, i32.sub(p.n, v.first))),
      set(v.row, i32.divU(v.piece, p.pieces)),
      set(v.piece, i32.sub(v.piece, i32.mul(v.row, p.pieces))),
      ...findPiece(p, panels, v.piece, v),
      when(i32.ltU(v.piece, p.wides), multiply(panels.wide), multiply(panels.narrow)),
      when(
        p.add,
        [each(stores.f32(v.to, f32.add(loads.f32(v.to), loads.f32(v.sum))))],
        [each(stores.f32(v.to, loads.f32(v.sum)))],
      ),
    ]
  })
}
