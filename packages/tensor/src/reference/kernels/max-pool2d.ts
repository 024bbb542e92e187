import type { View } from '../../view.ts'
import type { Window2d } from '../../window2d.ts'
import { denseValues } from '../dense-values.ts'
import { valuesOf } from '../values.ts'
import { forEachTap } from '../windows/for-each-tap.ts'

/**
 * out [batch, rows, columns, channels] (dense) = the largest element of x [batch, height, width, channels] in each window, which lies
 * inside the image; NaN if one is NaN, +0 rather than −0. The order does not matter.
 */
export function maxPool2d(out: View, x: View, window: Window2d): void {
  const to = valuesOf(out.storage)
  const from = denseValues(x)
  const channels = out.shape[3]!
  forEachTap(x.shape, out.shape, window, (position, tap, pixel) => {
    const [at, xAt] = [out.offset + position * channels, pixel * channels]
    for (let c = 0; c < channels; c++) to[at + c] = tap === 0 ? from[xAt + c]! : Math.max(to[at + c]!, from[xAt + c]!)
  })
}
