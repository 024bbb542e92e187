import type { View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { denseValues } from '../dense-values.ts'
import { valuesOf } from '../values.ts'
import { forEachTap, tapsOf } from '../windows/for-each-tap.ts'
import { fill } from './fill.ts'

/**
 * The gradient of `maxPool`: out [batch, depth, height, width, channels] (dense) = 0, then for rising positions the gradient of each
 * window is added to its largest element: the first NaN, else the first (planes, then rows, then columns, rising) that none exceeds
 * (+0 equals −0). Found again in x, so that nothing is stored between the passes.
 */
export function maxPoolGradient(out: View, grad: View, x: View, window: Window): void {
  const to = valuesOf(out.storage)
  const [gradients, values] = [denseValues(grad), denseValues(x)]
  const channels = out.shape[4]!
  const last = tapsOf(window) - 1
  const places = new Int32Array(channels)
  fill(out, 0)
  forEachTap(x.shape, grad.shape, window, (position, tap, pixel) => {
    for (let c = 0; c < channels; c++) {
      const at = pixel * channels + c
      if (tap === 0 || exceeds(values[at]!, values[places[c]!]!)) places[c] = at
      if (tap === last) {
        const place = out.offset + places[c]!
        to[place] = to[place]! + gradients[position * channels + c]!
      }
    }
  })
}

function exceeds(value: number, best: number): boolean {
  return value > best || (Number.isNaN(value) && !Number.isNaN(best))
}
