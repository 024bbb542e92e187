import { type ConvOptions, convolve } from '../convolve.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The cross-correlation (no flip) of sequences [batch, time, in] with weight [places, in / groups, out], + bias [out], then the
 * epilogue: [batch, positions, out]. See
 * `ConvOptions` for stride, padding, dilation and groups. Every output is the left fold from +0 over rising kernel places and channels; the
 * bias is last.
 *
 * @example
 * ```ts
 * import { conv1d, tensor } from '@thinned/tensor'
 *
 * const sequence = tensor([1, 2, 3, 4, 5], { shape: [1, 5, 1] })
 * const difference = tensor([-1, 1], { shape: [2, 1, 1] })
 * console.log(conv1d(sequence, difference, undefined, { dilation: 2 }).readSync()) // Float32Array(3) [ 2, 2, 2 ]
 * ```
 */
export function conv1d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvOptions<1> = {}): Tensor {
  return convolve(1, x, weight, bias, options)
}
