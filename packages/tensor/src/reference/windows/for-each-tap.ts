import type { Shape } from '../../shape.ts'
import type { Window2d } from '../../window2d.ts'

/** Where a window touches a pixel: all counts are row-major, and `pixel` is −1 where the window hangs over the edge. */
export type Tap = (position: number, tap: number, pixel: number) => void

/**
 * Walks the positions `from` to before `to` of a window over images [batch, height, width, …] (numbered over batch, rows and
 * columns of an output [batch, rows, columns, …]), and at each one all places of the window, both in rising order.
 */
export function forEachTap(
  image: Shape,
  out: Shape,
  window: Window2d,
  visit: Tap,
  from = 0,
  to: number = positionsOf(out),
): void {
  const [, height, width] = image as [number, number, number]
  const [, rows, columns] = out as [number, number, number]
  const { size, stride, before } = window
  for (let position = from; position < to; position++) {
    const row = Math.floor(position / columns)
    const top = (row % rows) * stride[0] - before[0]
    const left = (position % columns) * stride[1] - before[1]
    const first = Math.floor(row / rows) * height
    let tap = 0
    for (let y = top; y < top + size[0]; y++) {
      const start = y < 0 || y >= height ? -1 : (first + y) * width
      for (let x = left; x < left + size[1]; x++) {
        visit(position, tap++, start < 0 || x < 0 || x >= width ? -1 : start + x)
      }
    }
  }
}

/** How many positions an output [batch, rows, columns, …] has. */
export function positionsOf([batch, rows, columns]: Shape): number {
  return batch! * rows! * columns!
}
