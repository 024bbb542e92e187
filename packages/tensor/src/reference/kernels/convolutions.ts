import type { Epilogue } from '../../masks/mask.ts'
import type { View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { transposeMatrix } from '../matmul/pack.ts'
import { applyEpilogue, product } from '../matmul/product.ts'
import { newDense, toDense, valuesOf } from '../storage.ts'
import { forEachTap } from '../windows/for-each-tap.ts'
import { columnsOf, forEachBlock, forEachGroup, gatherPatches, positionRows } from '../windows/patches.ts'
import { fill } from './copy.ts'
import { matmul } from './matmul.ts'

/**
 * `affine` on patches: out [batch, planes, rows, columns, n] (dense) = patches of x [batch, depth, height, width, channels] · weight
 * [k, n], + bias (last), then the epilogue. k counts kernel planes, kernel rows, kernel columns, channels, and each output is the left
 * fold from +0 over rising k of round(acc + round(a·b)). Padding is +0, and may be skipped as any exact 0 in x.
 *
 * Of g groups, group i has the i-th n/g columns of weight, bias and out, and the i-th channels/g of the channels: k counts only those.
 *
 * The patches never exist all at once. A backend may gather any number of them, pack them or read them in place, since every output is one
 * fold over one patch.
 */
export function conv(
  out: View,
  x: View,
  weight: View,
  bias: View | undefined,
  window: Window,
  groups: number,
  epilogue: Epilogue,
): void {
  const volumes = toDense(x)
  const [k, n] = weight.shape as [number, number]
  forEachGroup(groups, x.shape[4]!, n, (inputs, outputs) =>
    forEachBlock(out.shape, k, (from, to) => {
      const patches = gatherPatches(volumes, out.shape, window, inputs, from, to)
      matmul(columnsOf(positionRows(out, from, to), outputs), patches, columnsOf(weight, outputs))
    }),
  )
  applyEpilogue(out, bias, epilogue)
}

/**
 * The gradient of `conv` with respect to its volumes, out [batch, depth, height, width, channels] (dense), in two steps, group by group.
 * First the patches' gradients, grad [batch, planes, rows, columns, n] · weight [k, n] transposed: each the left fold from +0 over
 * rising n (of its group) of round(acc + round(grad·weight)), exact zeros of grad may be skipped. Then every pixel is the left fold
 * from +0 over the positions whose windows touch it (planes, then rows, then columns, rising) of its elements in their patches; padding
 * is dropped.
 *
 * So a block of positions is one product with few terms (n) and many outputs (k), over a grad that is mostly zeros after relu and pooling; a
 * stride skips positions without work. Blocks are added in rising order; volumes are independent of each other.
 */
export function convInputGradient(out: View, grad: View, weight: View, window: Window, groups: number): void {
  const gradients = toDense(grad)
  const [k, n] = weight.shape as [number, number]
  const channels = out.shape[4]!
  const pixels = valuesOf(out.storage)
  fill(out, 0)
  forEachGroup(groups, channels, n, (inputs, outputs) =>
    forEachBlock(grad.shape, k, (from, to) => {
      const patchGradients = newDense(out.dtype, [to - from, k])
      const gradient = columnsOf(positionRows(gradients, from, to), outputs)
      matmul(patchGradients, gradient, transposeMatrix(columnsOf(weight, outputs)))
      const values = valuesOf(patchGradients.storage)
      const scatter = (position: number, tap: number, pixel: number): void => {
        const start = (position - from) * k + tap * inputs.count
        const pixelStart = out.offset + pixel * channels + inputs.first
        for (let i = 0; i < inputs.count; i++) pixels[pixelStart + i] = pixels[pixelStart + i]! + values[start + i]!
      }
      forEachTap(out.shape, grad.shape, window, scatter, from, to)
    }),
  )
}

/**
 * The gradient of `conv` with respect to its weight: out [k, n] (dense) = patches of x, transposed, · grad [batch, planes, rows,
 * columns, n], group by group. Each element is the left fold from +0 over all positions (batch, then planes, rows, columns, rising) of
 * round(acc + round(x·grad)). Products with an exact 0 in either may be skipped.
 *
 * Blocks of positions continue the fold from the values in out; threads divide the elements of out, not the positions.
 */
export function convWeightGradient(out: View, x: View, grad: View, window: Window, groups: number): void {
  const [volumes, gradients] = [toDense(x), toDense(grad)]
  const [k, n] = out.shape as [number, number]
  fill(out, 0)
  forEachGroup(groups, x.shape[4]!, n, (inputs, outputs) =>
    forEachBlock(grad.shape, k, (from, to) => {
      const patches = gatherPatches(volumes, grad.shape, window, inputs, from, to)
      const gradient = columnsOf(positionRows(gradients, from, to), outputs)
      product(columnsOf(out, outputs), transposeMatrix(patches), gradient, true)
    }),
  )
}
