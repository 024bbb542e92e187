import type { View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { denseValues } from '../dense-values.ts'
import { valuesOf } from '../values.ts'
import { forEachTap, tapsOf } from '../windows/for-each-tap.ts'
import { fill } from './fill.ts'

/**
 * The gradient of `averagePool`: out [batch, depth, height, width, channels] (dense) = 0, then for rising positions round(grad / number
 * of elements in the window) is added to each of its elements.
 */
export function averagePoolGradient(out: View, grad: View, window: Window): void {
  const to = valuesOf(out.storage)
  const taps = tapsOf(window)
  const shares = denseValues(grad).map((value) => value / taps)
  const channels = out.shape[4]!
  fill(out, 0)
  forEachTap(out.shape, grad.shape, window, (position, _tap, pixel) => {
    const [at, from] = [out.offset + pixel * channels, position * channels]
    for (let c = 0; c < channels; c++) to[at + c] = to[at + c]! + shares[from + c]!
  })
}
