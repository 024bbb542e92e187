import { newArray } from '../../dtype.ts'
import { denseView, type View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { densely } from '../dense-values.ts'
import { transposed } from '../matmul/pack.ts'
import { type ReferenceStorage, valuesOf } from '../values.ts'
import { forEachTap } from '../windows/for-each-tap.ts'
import { columnsOf, forEachBlock, forEachGroup, positionRows } from '../windows/patches.ts'
import { fill } from './fill.ts'
import { matmul } from './matmul.ts'

/**
 * The gradient of `conv` with respect to its volumes, out [batch, depth, height, width, channels] (dense), in two steps, group by group.
 * First the patches' gradients, grad [batch, planes, rows, columns, n] · weight [k, n] transposed: each the left fold from +0 over
 * rising n (of its group) of round(acc + round(grad·weight)), exact zeros of grad skipped or not. Then every pixel is the left fold
 * from +0 over the positions whose windows touch it (planes, then rows, then columns, rising) of its elements in their patches; what
 * lies outside the volume is dropped.
 *
 * So a block of positions is one product with few columns to fold (n) and many side by side (k), over a grad that is mostly zeros after
 * relu and pooling, and nothing is computed for the steps that a stride leaves out. Blocks are added in rising order; volumes are
 * independent of each other.
 */
export function convInputGradient(out: View, grad: View, weight: View, window: Window, groups: number): void {
  const gradients = densely(grad)
  const [k, n] = weight.shape as [number, number]
  const channels = out.shape[4]!
  const pixels = valuesOf(out.storage)
  fill(out, 0)
  forEachGroup(groups, channels, n, (inputs, outputs) =>
    forEachBlock(grad.shape, k, (from, to) => {
      const values = newArray(out.dtype, (to - from) * k)
      const storage: ReferenceStorage = { dtype: out.dtype, length: values.length, values }
      const gradient = columnsOf(positionRows(gradients, from, to), outputs)
      matmul(denseView(storage, [to - from, k]), gradient, transposed(columnsOf(weight, outputs)))
      const scatter = (position: number, tap: number, pixel: number): void => {
        const start = (position - from) * k + tap * inputs.count
        const at = out.offset + pixel * channels + inputs.first
        for (let i = 0; i < inputs.count; i++) pixels[at + i] = pixels[at + i]! + values[start + i]!
      }
      forEachTap(out.shape, grad.shape, window, scatter, from, to)
    }),
  )
}
