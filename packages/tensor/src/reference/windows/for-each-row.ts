import type { Shape } from '../../shape.ts'
import type { Window2d } from '../../window2d.ts'

/**
 * The part inside the image of one row of a window: its places `tap` to before `tap + count` lie on the pixels from `pixel`, side by
 * side. Positions, places and pixels are counted row-major.
 */
export type WindowRow = (position: number, tap: number, pixel: number, count: number) => void

/**
 * Walks the positions `from` to before `to` of a window over images [batch, height, width, …] (numbered over batch, rows and
 * columns of an output [batch, rows, columns, …]), and at each one the rows of the window, both rising.
 */
export function forEachRow(
  image: Shape,
  out: Shape,
  window: Window2d,
  visit: WindowRow,
  from = 0,
  to: number = positionsOf(out),
): void {
  const [, height, width] = image as [number, number, number]
  const [, rows, columns] = out as [number, number, number]
  const { size, stride, before } = window
  for (let position = from; position < to; position++) {
    const row = Math.floor(position / columns)
    const first = Math.floor(row / rows) * height
    const top = (row % rows) * stride[0] - before[0]
    const left = (position % columns) * stride[1] - before[1]
    const [start, end] = [Math.max(left, 0), Math.min(left + size[1], width)]
    if (start >= end) continue
    for (let y = Math.max(top, 0); y < Math.min(top + size[0], height); y++) {
      visit(position, (y - top) * size[1] + start - left, (first + y) * width + start, end - start)
    }
  }
}

/** How many positions an output [batch, rows, columns, …] has. */
export function positionsOf([batch, rows, columns]: Shape): number {
  return batch! * rows! * columns!
}
