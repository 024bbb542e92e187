import type { View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { denseValues } from '../dense-values.ts'
import { valuesOf } from '../values.ts'
import { forEachTap } from '../windows/for-each-tap.ts'

/**
 * out [batch, planes, rows, columns, channels] (dense) = the largest element of x [batch, depth, height, width, channels] in each
 * window, which lies inside the volume; NaN if one is NaN, +0 rather than −0. The order does not matter.
 */
export function maxPool(out: View, x: View, window: Window): void {
  const to = valuesOf(out.storage)
  const from = denseValues(x)
  const channels = out.shape[4]!
  forEachTap(x.shape, out.shape, window, (position, tap, pixel) => {
    const [at, xAt] = [out.offset + position * channels, pixel * channels]
    for (let c = 0; c < channels; c++) {
      const value = from[xAt + c]!
      to[at + c] = tap === 0 ? value : Math.max(to[at + c]!, value)
    }
  })
}
