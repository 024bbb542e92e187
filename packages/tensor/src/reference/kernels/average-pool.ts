import type { View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { denseValues } from '../dense-values.ts'
import { valuesOf } from '../values.ts'
import { forEachTap, tapsOf } from '../windows/for-each-tap.ts'

/**
 * out [batch, planes, rows, columns, channels] (dense) = the mean of x [batch, depth, height, width, channels] in each window, which
 * lies inside the volume: the left fold from +0 over its elements (planes, then rows, then columns, rising) of round(acc + x), then
 * divided by their number and rounded.
 */
export function averagePool(out: View, x: View, window: Window): void {
  const to = valuesOf(out.storage)
  const from = denseValues(x)
  const channels = out.shape[4]!
  const taps = tapsOf(window)
  forEachTap(x.shape, out.shape, window, (position, tap, pixel) => {
    const [at, xAt] = [out.offset + position * channels, pixel * channels]
    for (let c = 0; c < channels; c++) {
      to[at + c] = (tap === 0 ? 0 : to[at + c]!) + from[xAt + c]!
      if (tap === taps - 1) to[at + c] = to[at + c]! / taps
    }
  })
}
