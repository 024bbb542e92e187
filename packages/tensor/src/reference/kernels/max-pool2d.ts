import type { View } from '../../view.ts'
import type { Window2d } from '../../window2d.ts'
import { denseValues } from '../dense-values.ts'
import { valuesOf } from '../values.ts'
import { forEachRow } from '../windows/for-each-row.ts'

/**
 * out [batch, rows, columns, channels] (dense) = the largest element of x [batch, height, width, channels] in each window, which lies
 * inside the image; NaN if one is NaN, +0 rather than −0. The order does not matter.
 */
export function maxPool2d(out: View, x: View, window: Window2d): void {
  const to = valuesOf(out.storage)
  const from = denseValues(x)
  const channels = out.shape[3]!
  forEachRow(x.shape, out.shape, window, (position, tap, pixel, count) => {
    const at = out.offset + position * channels
    for (let i = 0; i < count; i++) {
      const xAt = (pixel + i) * channels
      for (let c = 0; c < channels; c++) {
        const value = from[xAt + c]!
        to[at + c] = tap + i === 0 ? value : Math.max(to[at + c]!, value)
      }
    }
  })
}
