import type { View } from '../../view.ts'
import type { Window2d } from '../../window2d.ts'
import { denseValues } from '../dense-values.ts'
import { valuesOf } from '../values.ts'
import { forEachRow } from '../windows/for-each-row.ts'
import { fill } from './fill.ts'

/**
 * The gradient of `averagePool2d`: out [batch, height, width, channels] (dense) = 0, then for rising positions round(grad / number of
 * elements in the window) is added to each of its elements.
 */
export function averagePool2dGradient(out: View, grad: View, window: Window2d): void {
  const to = valuesOf(out.storage)
  const elements = window.size[0] * window.size[1]
  const shares = denseValues(grad).map((value) => value / elements)
  const channels = out.shape[3]!
  fill(out, 0)
  forEachRow(out.shape, grad.shape, window, (position, _tap, pixel, count) => {
    const from = position * channels
    for (let i = 0; i < count; i++) {
      const at = out.offset + (pixel + i) * channels
      for (let c = 0; c < channels; c++) to[at + c] = to[at + c]! + shares[from + c]!
    }
  })
}
