import type { Epilogue } from '../../masks/mask.ts'
import type { View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { transposeMatrix } from '../matmul/pack.ts'
import { applyEpilogue, productOfChunk, sumChunks } from '../matmul/product.ts'
import { newDense, toDense, valuesOf } from '../storage.ts'
import { forEachTap, positionsOf } from '../windows/for-each-tap.ts'
import { columnsOf, forEachBlock, forEachGroup, gatherPatches, positionRows } from '../windows/patches.ts'
import { fill } from './copy.ts'
import { matmul } from './matmul.ts'

/**
 * `affine` on patches: out [batch, planes, rows, columns, n] (dense) = patches of x [batch, depth, height, width, channels] · weight
 * [k, n], + bias (last), then the epilogue. k counts kernel planes, kernel rows, kernel columns, channels, and each output is summed
 * over rising k in the order of `matmul`, with its chunks. Padding is +0, and may be skipped as any exact 0 in x.
 *
 * Of g groups, group i has the i-th n/g columns of weight, bias and out, and the i-th channels/g of the channels: k counts only those.
 *
 * The patches never exist all at once. A backend may gather any number of them, pack them or read them in place, since every output is one
 * sum over one patch.
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
    forEachBlock(0, positionsOf(out.shape), k, (from, to) => {
      const patches = gatherPatches(volumes, out.shape, window, inputs, from, to)
      matmul(columnsOf(positionRows(out, from, to), outputs), patches, columnsOf(weight, outputs))
    }),
  )
  applyEpilogue(out, bias, epilogue)
}

/**
 * The gradient of `conv` with respect to its volumes, out [batch, depth, height, width, channels] (dense), in two steps, group by group.
 * First the patches' gradients, grad [batch, planes, rows, columns, n] · weight [k, n] transposed: each a sum over
 * rising n (of its group) in the order of `matmul`, exact zeros of grad may be skipped. Then every pixel is the left fold from +0 over the
 * positions whose windows touch it (planes, then rows, then columns, rising) of its elements in their patches; padding is dropped. These
 * are at most as many as the window has taps, and go in one fold.
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
    forEachBlock(0, positionsOf(grad.shape), k, (from, to) => {
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
 * columns, n], group by group. All positions (batch, then planes, rows, columns, rising) go in chunks of SUM_CHUNK; each is the left fold
 * from +0 of round(acc + round(x·grad)), and the chunks' results are added in order. Products with an exact 0 in either may be skipped.
 *
 * Blocks of the positions of a chunk continue its fold from the values of the block before; threads divide the elements of out, not the
 * positions.
 */
export function convWeightGradient(out: View, x: View, grad: View, window: Window, groups: number): void {
  const [volumes, gradients] = [toDense(x), toDense(grad)]
  const [k, n] = out.shape as [number, number]
  forEachGroup(groups, x.shape[4]!, n, (inputs, outputs) =>
    sumChunks(columnsOf(out, outputs), positionsOf(grad.shape), (part, first, last) =>
      forEachBlock(first, last, k, (from, to) => {
        const patches = gatherPatches(volumes, grad.shape, window, inputs, from, to)
        const gradient = columnsOf(positionRows(gradients, from, to), outputs)
        productOfChunk(part, transposeMatrix(patches), gradient, from > first)
      }),
    ),
  )
}
