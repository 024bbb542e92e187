import { type ConvOptions, convolve } from '../convolve.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The cross-correlation (no flip) of images [batch, height, width, in] with weight [rows, columns, in / groups, out], + bias [out],
 * then the epilogue: [batch, positions down, positions across, out]. See `ConvOptions` for stride, padding, dilation and groups.
 *
 * Every output is the left fold from +0 over rising kernel rows, columns and channels; the bias is last. The orders of the gradients
 * stand at the kernels. The patches are never stored: backward keeps x, and what relu gave.
 *
 * @example
 * ```ts
 * import { conv2d, ones } from '@thinned/tensor'
 *
 * const images = ones([1, 4, 4, 3])
 * console.log(conv2d(images, ones([3, 3, 3, 8]), ones([8])).shape) // [ 1, 2, 2, 8 ]
 * console.log(conv2d(images, ones([3, 3, 1, 3]), undefined, { padding: 'same', groups: 3 }).shape) // [ 1, 4, 4, 3 ]
 * ```
 */
export function conv2d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvOptions<2> = {}): Tensor {
  return convolve(2, x, weight, bias, options)
}
