import { type ConvOptions, convolve } from '../convolve.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The cross-correlation (no flip) of volumes [batch, depth, height, width, in] with weight [planes, rows, columns, in / groups, out],
 * + bias [out], then the epilogue: [batch, positions along depth, height and width, out]. See
 * `ConvOptions` for stride, padding, dilation and groups. Every output is the left fold from +0 over rising kernel planes, rows, columns and channels; the
 * bias is last.
 *
 * @example
 * ```ts
 * import { conv3d, ones } from '@thinned/tensor'
 *
 * const volumes = ones([1, 4, 6, 6, 2])
 * console.log(conv3d(volumes, ones([2, 3, 3, 2, 8]), ones([8]), { stride: [1, 2, 2] }).shape) // [ 1, 3, 2, 2, 8 ]
 * ```
 */
export function conv3d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvOptions<3> = {}): Tensor {
  return convolve(3, x, weight, bias, options)
}
