import { newArray } from '../../dtype.ts'
import { denseView, type View } from '../../view.ts'
import type { Window2d } from '../../window2d.ts'
import { densely } from '../dense-values.ts'
import { transposed } from '../matmul/pack.ts'
import { type ReferenceStorage, valuesOf } from '../values.ts'
import { forEachRow } from '../windows/for-each-row.ts'
import { forEachBlock, positionRows } from '../windows/patches.ts'
import { fill } from './fill.ts'
import { matmul } from './matmul.ts'

/**
 * The gradient of `conv2d` with respect to its images, out [batch, height, width, channels] (dense), in two steps. First the patches'
 * gradients, grad [batch, rows, columns, n] · weight [k, n] transposed: each the left fold from +0 over rising n of
 * round(acc + round(grad·weight)), exact zeros of grad skipped or not. Then every pixel is the left fold from +0 over the positions whose
 * windows touch it (rows, then columns, rising) of its elements in their patches; what lies outside the image is dropped.
 *
 * So a block of positions is one product with few columns to fold (n) and many side by side (k), over a grad that is mostly zeros after
 * relu and pooling, and nothing is computed for the steps that a stride leaves out. Blocks are added in rising order; images are
 * independent of each other.
 */
export function conv2dInputGradient(out: View, grad: View, weight: View, window: Window2d): void {
  const gradients = densely(grad)
  const depth = weight.shape[0]!
  const channels = out.shape[3]!
  const pixels = valuesOf(out.storage)
  fill(out, 0)
  forEachBlock(grad.shape, depth, (from, to) => {
    const values = newArray(out.dtype, (to - from) * depth)
    const storage: ReferenceStorage = { dtype: out.dtype, length: values.length, values }
    matmul(denseView(storage, [to - from, depth]), positionRows(gradients, from, to), transposed(weight))
    const scatter = (position: number, tap: number, pixel: number, count: number): void => {
      const [start, at] = [(position - from) * depth + tap * channels, out.offset + pixel * channels]
      for (let i = 0; i < count * channels; i++) pixels[at + i] = pixels[at + i]! + values[start + i]!
    }
    forEachRow(out.shape, grad.shape, window, scatter, from, to)
  })
}
