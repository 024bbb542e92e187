import { type Shape, sizeOf } from '../../shape.ts'
import type { Window } from '../../window.ts'

/** A tap of a window at a position, and its pixel. Positions, taps and pixels are row-major indices. */
export type VisitTap = (position: number, tap: number, pixel: number) => void

/**
 * Visits the positions `from` … `to` − 1 of a window over volumes [batch, depth, height, width, …] (row-major indices of an output [batch,
 * planes, rows, columns, …]), and at each position the taps inside the volume, both rising.
 */
export function forEachTap(
  volumes: Shape,
  out: Shape,
  window: Window,
  visit: VisitTap,
  from = 0,
  to: number = positionsOf(out),
): void {
  const [, depth, height, width] = volumes as [number, number, number, number]
  const [, planes, rows, columns] = out as [number, number, number, number]
  const [sizePlanes, sizeRows, sizeColumns] = window.size
  const coordinate = (axis: 0 | 1 | 2, position: number, tap: number): number =>
    position * window.stride[axis] + tap * window.dilation[axis] - window.before[axis]
  for (let position = from; position < to; position++) {
    const column = position % columns
    const row = Math.floor(position / columns) % rows
    const plane = Math.floor(position / (columns * rows)) % planes
    const first = Math.floor(position / (columns * rows * planes)) * depth
    for (let i = 0; i < sizePlanes; i++) {
      const z = coordinate(0, plane, i)
      if (z < 0 || z >= depth) continue
      for (let j = 0; j < sizeRows; j++) {
        const y = coordinate(1, row, j)
        if (y < 0 || y >= height) continue
        for (let k = 0; k < sizeColumns; k++) {
          const x = coordinate(2, column, k)
          if (x < 0 || x >= width) continue
          visit(position, (i * sizeRows + j) * sizeColumns + k, ((first + z) * height + y) * width + x)
        }
      }
    }
  }
}

/** The number of positions of an output [batch, planes, rows, columns, …]. */
export function positionsOf(out: Shape): number {
  return sizeOf(out.slice(0, 4))
}

/** The number of taps of a window. */
export function tapsOf({ size }: Window): number {
  return sizeOf(size)
}
