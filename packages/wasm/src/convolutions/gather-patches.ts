import type { I32, Statement } from '../emit/code.ts'
import { choose, count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { v128 } from '../emit/vector.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { tapsOf, windowArguments, windowStart } from '../windows/window-arguments.ts'

/** Positions in a chunk. */
export const CHUNK_POSITIONS = 32

/**
 * Emits the job that gathers patches: row p of `to` is the patch at position `first` + p of the volumes at `from`, as [planes, rows, columns,
 * `channelCount` channels]. It is +0 where the window is outside of the volume. The first of the channels is at `from`.
 */
export function emitGatherPatches(module: Module): Job {
  const parameters = {
    from: 'i32',
    to: 'i32',
    first: 'i32',
    positions: 'i32',
    channelCount: 'i32',
    ...windowArguments,
  } as const
  return emitJob(module, 'gatherPatches', parameters, (p, chunk, _, local) => {
    const v = locals(local, {
      position: 'i32',
      last: 'i32',
      to: 'i32',
      plane: 'i32',
      row: 'i32',
      column: 'i32',
      areNeighbors: 'i32',
      x: 'i32',
      y: 'i32',
      z: 'i32',
      pixel: 'i32',
      left: 'i32',
      right: 'i32',
      channelBytes: 'i32',
      pixelBytes: 'i32',
    })
    const start = windowStart(p, local)
    const pair = locals(local, { a: 'v128', b: 'v128', end: 'i32' })
    /** Copies bytes to v.to, or sets them to 0, and advances. */
    const move = (bytes: I32, from?: typeof v.pixel): Statement[] => {
      const zero = v128.const(0, 0, 0, 0)
      return [
        set(pair.end, i32.add(v.to, bytes)),
        loopWhile(
          i32.leU(i32.add(v.to, i32.const(32)), pair.end),
          set(pair.a, from ? loads.v128(from) : zero),
          set(pair.b, from ? loads.v128(from, 16) : zero),
          stores.v128(v.to, pair.a),
          stores.v128(v.to, pair.b, 16),
          increase(v.to, 32),
          ...(from ? [increase(from, 32)] : []),
        ),
        loopWhile(
          i32.ltU(v.to, pair.end),
          stores.i32(v.to, from ? loads.i32(from) : i32.const(0)),
          increase(v.to, 4),
          ...(from ? [increase(from, 4)] : []),
        ),
      ]
    }
    const clamp = (value: I32, high: I32): I32 =>
      choose(i32.ltS(value, i32.const(0)), i32.const(0), choose(i32.gtS(value, high), high, value))
    const rowOfPixels = i32.add(i32.mul(i32.add(i32.mul(start.volume, p.depth), v.z), p.height), v.y)
    const pixelAt = (x: I32): Statement =>
      set(v.pixel, i32.add(p.from, i32.mul(i32.add(i32.mul(rowOfPixels, p.width), x), v.pixelBytes)))
    /** The columns `left` to `right` of the window are inside the volume, and their channels are neighbors in memory. */
    const moveRow: Statement[] = [
      ...move(i32.mul(v.left, v.channelBytes)),
      pixelAt(i32.add(start.x, v.left)),
      ...move(i32.mul(i32.sub(v.right, v.left), v.channelBytes), v.pixel),
      ...move(i32.mul(i32.sub(p.sizeColumns, v.right), v.channelBytes)),
    ]
    const moveColumns: Statement = count(
      v.column,
      0,
      p.sizeColumns,
      1,
      set(v.x, i32.add(start.x, i32.mul(v.column, p.dilationColumns))),
      when(i32.ltU(v.x, p.width), [pixelAt(v.x), ...move(v.channelBytes, v.pixel)], move(v.channelBytes)),
    )
    return [
      set(v.channelBytes, i32.shl(p.channelCount, i32.const(2))),
      set(v.pixelBytes, i32.shl(p.channels, i32.const(2))),
      set(v.areNeighbors, i32.and(i32.eq(p.dilationColumns, i32.const(1)), i32.eq(p.channelCount, p.channels))),
      set(v.position, i32.mul(chunk, i32.const(CHUNK_POSITIONS))),
      set(v.last, minU(i32.add(v.position, i32.const(CHUNK_POSITIONS)), p.positions)),
      set(v.to, i32.add(p.to, i32.mul(i32.mul(v.position, tapsOf(p)), v.channelBytes))),
      ...start.find(i32.add(p.first, v.position)),
      loopWhile(
        i32.ltU(v.position, v.last),
        set(v.left, clamp(i32.sub(i32.const(0), start.x), p.sizeColumns)),
        set(v.right, clamp(i32.sub(p.width, start.x), p.sizeColumns)),
        count(
          v.plane,
          0,
          p.sizePlanes,
          1,
          set(v.z, i32.add(start.z, i32.mul(v.plane, p.dilationPlanes))),
          count(
            v.row,
            0,
            p.sizeRows,
            1,
            set(v.y, i32.add(start.y, i32.mul(v.row, p.dilationRows))),
            when(
              i32.and(i32.ltU(v.z, p.depth), i32.ltU(v.y, p.height)),
              [when(v.areNeighbors, moveRow, [moveColumns])],
              move(i32.mul(p.sizeColumns, v.channelBytes)),
            ),
          ),
        ),
        start.next(),
        increase(v.position, 1),
      ),
    ]
  })
}
