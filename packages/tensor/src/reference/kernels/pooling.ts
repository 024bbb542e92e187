import { newArray } from '../../dtype.ts'
import type { View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { denseValues, valuesOf } from '../storage.ts'
import { SUM_CHUNK } from '../sum-fold.ts'
import { forEachTap, tapsOf } from '../windows/for-each-tap.ts'
import { fill } from './copy.ts'

/**
 * out [batch, planes, rows, columns, channels] (dense) = the largest element of x [batch, depth, height, width, channels] in each
 * window, which lies inside the volume; NaN if one is NaN, +0 rather than −0. The order does not matter.
 */
export function maxPool(out: View, x: View, window: Window): void {
  const to = valuesOf(out.storage)
  const from = denseValues(x)
  const channels = out.shape[4]!
  forEachTap(x.shape, out.shape, window, (position, tap, pixel) => {
    const [start, xStart] = [out.offset + position * channels, pixel * channels]
    for (let c = 0; c < channels; c++) {
      const value = from[xStart + c]!
      to[start + c] = tap === 0 ? value : Math.max(to[start + c]!, value)
    }
  })
}

/**
 * The gradient of `maxPool`: out [batch, depth, height, width, channels] (dense) = 0, then for rising positions the gradient of each
 * window is added to its largest element: the first NaN, else the first (planes, then rows, then columns, rising) that none exceeds
 * (+0 equals −0). The kernel finds it in x again, so that nothing is stored between the passes.
 */
export function maxPoolGradient(out: View, grad: View, x: View, window: Window): void {
  const to = valuesOf(out.storage)
  const [gradients, values] = [denseValues(grad), denseValues(x)]
  const channels = out.shape[4]!
  const last = tapsOf(window) - 1
  const maxima = new Int32Array(channels)
  fill(out, 0)
  forEachTap(x.shape, grad.shape, window, (position, tap, pixel) => {
    for (let c = 0; c < channels; c++) {
      const index = pixel * channels + c
      if (tap === 0 || exceeds(values[index]!, values[maxima[c]!]!)) maxima[c] = index
      if (tap === last) {
        const target = out.offset + maxima[c]!
        to[target] = to[target]! + gradients[position * channels + c]!
      }
    }
  })
}

function exceeds(value: number, best: number): boolean {
  return value > best || (Number.isNaN(value) && !Number.isNaN(best))
}

/**
 * out [batch, planes, rows, columns, channels] (dense) = the mean of x [batch, depth, height, width, channels] in each window, which
 * lies inside the volume. Its elements (planes, then rows, then columns, rising) go in chunks of SUM_CHUNK; each is the left fold from +0
 * of round(acc + x), and the chunks' results are added in order. The sum is divided by their number and rounded.
 */
export function averagePool(out: View, x: View, window: Window): void {
  const to = valuesOf(out.storage)
  const from = denseValues(x)
  const channels = out.shape[4]!
  const taps = tapsOf(window)
  const sums = newArray(x.dtype, channels)
  forEachTap(x.shape, out.shape, window, (position, tap, pixel) => {
    const [start, xStart] = [out.offset + position * channels, pixel * channels]
    if (tap % SUM_CHUNK === 0) sums.fill(0)
    for (let c = 0; c < channels; c++) sums[c] = sums[c]! + from[xStart + c]!
    const isLast = tap === taps - 1
    if (!isLast && tap % SUM_CHUNK !== SUM_CHUNK - 1) return
    for (let c = 0; c < channels; c++) {
      to[start + c] = tap < SUM_CHUNK ? sums[c]! : to[start + c]! + sums[c]!
      if (isLast) to[start + c] = to[start + c]! / taps
    }
  })
}

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
    const [start, gradStart] = [out.offset + pixel * channels, position * channels]
    for (let c = 0; c < channels; c++) to[start + c] = to[start + c]! + shares[gradStart + c]!
  })
}
