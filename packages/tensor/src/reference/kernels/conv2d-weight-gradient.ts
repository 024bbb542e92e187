import type { View } from '../../view.ts'
import type { Window2d } from '../../window2d.ts'
import { densely } from '../dense-values.ts'
import { transposed } from '../matmul/pack.ts'
import { product } from '../matmul/product.ts'
import { forEachBlock, gatherPatches, positionRows } from '../windows/patches.ts'
import { fill } from './fill.ts'

/**
 * The gradient of `conv2d` with respect to its weight: out [k, n] (dense) = patches of x, transposed, · grad [batch, rows, columns, n].
 * Each element is the left fold from +0 over all positions (batch, then rows, then columns, rising) of round(acc + round(x·grad)).
 * Products with an exact 0 in either may be skipped.
 *
 * Blocks of positions continue the fold from what stands in out; threads divide the elements of out, not the positions.
 */
export function conv2dWeightGradient(out: View, x: View, grad: View, window: Window2d): void {
  const [images, gradients] = [densely(x), densely(grad)]
  fill(out, 0)
  forEachBlock(grad.shape, out.shape[0]!, (from, to) => {
    const patches = gatherPatches(images, grad.shape, window, from, to)
    product(out, transposed(patches), positionRows(gradients, from, to), true)
  })
}
