import type { Window2d } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { choose, count, increase, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { locals, type Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { v128 } from '../emit/vector.ts'
import { smaller } from '../random/thin-part.ts'
import { emitJob, type Job } from '../threads/job.ts'

/** How a window goes over images in memory, as arguments of a job. */
export const windowArguments = {
  height: 'i32',
  width: 'i32',
  channels: 'i32',
  sizeRows: 'i32',
  sizeColumns: 'i32',
  strideRows: 'i32',
  strideColumns: 'i32',
  beforeRows: 'i32',
  beforeColumns: 'i32',
  outRows: 'i32',
  outColumns: 'i32',
} as const

/** Images [batch, height, width, channels] and outputs [batch, rows, columns, …], to the values of `windowArguments`. */
export function windowValues(images: readonly number[], outputs: readonly number[], window: Window2d): number[] {
  const { size, stride, before } = window
  return [...images.slice(1, 4), ...size, ...stride, ...before, ...outputs.slice(1, 3)]
}

/** Positions whose patches one chunk gathers. */
export const GATHERED = 32

/**
 * The job that gathers patches: row p of `to` is the patch at position `first` + p of the images at `from`: kernel rows, kernel columns,
 * channels, +0 where the window lies outside.
 */
export function emitGatherPatches(module: Module): Job {
  const parameters = { from: 'i32', to: 'i32', first: 'i32', positions: 'i32', ...windowArguments } as const
  return emitJob(module, 'gatherPatches', parameters, (p, chunk, _, local) => {
    const v = locals(local, {
      position: 'i32',
      last: 'i32',
      at: 'i32',
      image: 'i32',
      column: 'i32',
      row: 'i32',
      tap: 'i32',
      y: 'i32',
      x: 'i32',
      pixel: 'i32',
      left: 'i32',
      right: 'i32',
      rowBytes: 'i32',
      pixelBytes: 'i32',
    })
    const absolute = i32.add(p.first, v.position)
    const pair = locals(local, { a: 'v128', b: 'v128', end: 'i32' })
    /** Moves `bytes`, or sets them to 0, at v.at. */
    const move = (bytes: I32, from?: typeof v.pixel): Statement[] => {
      const zero = v128.const(0, 0, 0, 0)
      return [
        set(pair.end, i32.add(v.at, bytes)),
        loopWhile(
          i32.leU(i32.add(v.at, i32.const(32)), pair.end),
          set(pair.a, from ? loads.v128(from) : zero),
          set(pair.b, from ? loads.v128(from, 16) : zero),
          stores.v128(v.at, pair.a),
          stores.v128(v.at, pair.b, 16),
          increase(v.at, 32),
          ...(from ? [increase(from, 32)] : []),
        ),
        loopWhile(
          i32.ltU(v.at, pair.end),
          stores.i32(v.at, from ? loads.i32(from) : i32.const(0)),
          increase(v.at, 4),
          ...(from ? [increase(from, 4)] : []),
        ),
      ]
    }
    const within = (value: I32, high: I32): I32 =>
      choose(i32.ltS(value, i32.const(0)), i32.const(0), choose(i32.gtS(value, high), high, value))
    return [
      set(v.pixelBytes, i32.shl(p.channels, i32.const(2))),
      set(v.rowBytes, i32.mul(p.sizeColumns, v.pixelBytes)),
      set(v.position, i32.mul(chunk, i32.const(GATHERED))),
      set(v.last, smaller(i32.add(v.position, i32.const(GATHERED)), p.positions)),
      set(v.at, i32.add(p.to, i32.mul(i32.mul(v.position, p.sizeRows), v.rowBytes))),
      loopWhile(
        i32.ltU(v.position, v.last),
        set(v.column, i32.remU(absolute, p.outColumns)),
        set(v.row, i32.divU(absolute, p.outColumns)),
        set(v.image, i32.divU(v.row, p.outRows)),
        set(v.row, i32.sub(v.row, i32.mul(v.image, p.outRows))),
        set(v.x, i32.sub(i32.mul(v.column, p.strideColumns), p.beforeColumns)),
        // Of the window's columns, those from left to right lie inside the image.
        set(v.left, within(i32.sub(i32.const(0), v.x), p.sizeColumns)),
        set(v.right, within(i32.sub(p.width, v.x), p.sizeColumns)),
        count(
          v.tap,
          0,
          p.sizeRows,
          1,
          set(v.y, i32.add(i32.sub(i32.mul(v.row, p.strideRows), p.beforeRows), v.tap)),
          when(
            i32.ltU(v.y, p.height),
            [
              ...move(i32.mul(v.left, v.pixelBytes)),
              set(
                v.pixel,
                i32.add(
                  p.from,
                  i32.mul(
                    i32.add(i32.mul(i32.add(i32.mul(v.image, p.height), v.y), p.width), i32.add(v.x, v.left)),
                    v.pixelBytes,
                  ),
                ),
              ),
              ...move(i32.mul(i32.sub(v.right, v.left), v.pixelBytes), v.pixel),
              ...move(i32.mul(i32.sub(p.sizeColumns, v.right), v.pixelBytes)),
            ],
            move(v.rowBytes),
          ),
        ),
        increase(v.position, 1),
      ),
    ]
  })
}
