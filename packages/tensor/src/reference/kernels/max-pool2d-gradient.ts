import type { View } from '../../view.ts'
import type { Window2d } from '../../window2d.ts'
import { denseValues } from '../dense-values.ts'
import { valuesOf } from '../values.ts'
import { forEachRow } from '../windows/for-each-row.ts'
import { fill } from './fill.ts'

/**
 * The gradient of `maxPool2d`: out [batch, height, width, channels] (dense) = 0, then for rising positions the gradient of each window
 * is added to its largest element: the first NaN, else the first (rows, then columns, rising) that none exceeds (+0 equals −0). Found
 * again in x, so that nothing is stored between the passes.
 */
export function maxPool2dGradient(out: View, grad: View, x: View, window: Window2d): void {
  const to = valuesOf(out.storage)
  const [gradients, values] = [denseValues(grad), denseValues(x)]
  const channels = out.shape[3]!
  const last = window.size[0] * window.size[1] - 1
  const places = new Int32Array(channels)
  fill(out, 0)
  forEachRow(x.shape, grad.shape, window, (position, tap, pixel, count) => {
    for (let i = 0; i < count; i++) {
      for (let c = 0; c < channels; c++) {
        const at = (pixel + i) * channels + c
        if (tap + i === 0 || exceeds(values[at]!, values[places[c]!]!)) places[c] = at
        if (tap + i === last) {
          const place = out.offset + places[c]!
          to[place] = to[place]! + gradients[position * channels + c]!
        }
      }
    }
  })
}

function exceeds(value: number, best: number): boolean {
  return value > best || (Number.isNaN(value) && !Number.isNaN(best))
}
