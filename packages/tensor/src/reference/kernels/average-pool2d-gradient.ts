import type { View } from '../../view.ts'
import type { Window2d } from '../../window2d.ts'
import { denseValues } from '../dense-values.ts'
import { valuesOf } from '../values.ts'
import { forEachTap } from '../windows/for-each-tap.ts'
import { fill } from './fill.ts'

/**
 * The gradient of `averagePool2d`: out [batch, height, width, channels] (dense) = 0, then for rising positions round(grad / number of
 * elements in the window) is added to each of its elements.
 */
export function averagePool2dGradient(out: View, grad: View, window: Window2d): void {
  const to = valuesOf(out.storage)
  const count = window.size[0] * window.size[1]
  const shares = denseValues(grad).map((value) => value / count)
  const channels = out.shape[3]!
  fill(out, 0)
  forEachTap(out.shape, grad.shape, window, (position, _tap, pixel) => {
    const [at, from] = [out.offset + pixel * channels, position * channels]
    for (let c = 0; c < channels; c++) to[at + c] = to[at + c]! + shares[from + c]!
  })
}
