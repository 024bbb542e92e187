import type { View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { densely } from '../dense-values.ts'
import { transposed } from '../matmul/pack.ts'
import { product } from '../matmul/product.ts'
import { columnsOf, forEachBlock, forEachGroup, gatherPatches, positionRows } from '../windows/patches.ts'
import { fill } from './fill.ts'

/**
 * The gradient of `conv` with respect to its weight: out [k, n] (dense) = patches of x, transposed, · grad [batch, planes, rows,
 * columns, n], group by group. Each element is the left fold from +0 over all positions (batch, then planes, rows, columns, rising) of
 * round(acc + round(x·grad)). Products with an exact 0 in either may be skipped.
 *
 * Blocks of positions continue the fold from what stands in out; threads divide the elements of out, not the positions.
 */
export function convWeightGradient(out: View, x: View, grad: View, window: Window, groups: number): void {
  const [volumes, gradients] = [densely(x), densely(grad)]
  const [k, n] = out.shape as [number, number]
  fill(out, 0)
  forEachGroup(groups, x.shape[4]!, n, (inputs, outputs) =>
    forEachBlock(grad.shape, k, (from, to) => {
      const patches = gatherPatches(volumes, grad.shape, window, inputs, from, to)
      const gradient = columnsOf(positionRows(gradients, from, to), outputs)
      product(columnsOf(out, outputs), transposed(patches), gradient, true)
    }),
  )
}
