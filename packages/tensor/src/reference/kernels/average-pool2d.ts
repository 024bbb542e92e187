import type { View } from '../../view.ts'
import type { Window2d } from '../../window2d.ts'
import { denseValues } from '../dense-values.ts'
import { valuesOf } from '../values.ts'
import { forEachRow } from '../windows/for-each-row.ts'

/**
 * out [batch, rows, columns, channels] (dense) = the mean of x [batch, height, width, channels] in each window, which lies inside the
 * image: the left fold from +0 over its elements (rows, then columns, rising) of round(acc + x), then divided by their number and rounded.
 */
export function averagePool2d(out: View, x: View, window: Window2d): void {
  const to = valuesOf(out.storage)
  const from = denseValues(x)
  const channels = out.shape[3]!
  const elements = window.size[0] * window.size[1]
  forEachRow(x.shape, out.shape, window, (position, tap, pixel, count) => {
    const at = out.offset + position * channels
    for (let i = 0; i < count; i++) {
      const xAt = (pixel + i) * channels
      for (let c = 0; c < channels; c++) {
        to[at + c] = (tap + i === 0 ? 0 : to[at + c]!) + from[xAt + c]!
        if (tap + i === elements - 1) to[at + c] = to[at + c]! / elements
      }
    }
  })
}
