import { applyMaskPlan, type MaskOptions, planMask } from '../masks/mask.ts'
import { checkFloat } from '../operands.ts'
import type { Tensor } from '../tensor.ts'

/**
 * Dropout by mask law 1: each element is kept with probability `keep` and multiplied by `scale`, by default 1/keep, or becomes
 * exactly 0, whatever it was. The mask is not stored: the backward pass draws it again from the key. keep 1 is the identity, keep 0
 * gives zeros and zero gradients; both draw nothing.
 *
 * Source: Srivastava et al. 2014, section 10 (the form that divides by keep in training).
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { dropout, ones } from '@thinned/tensor'
 *
 * console.log(dropout(ones([6]), { key: key(1), keep: 0.5 }).readSync()) // Float32Array(6) [ 2, 0, 2, 2, 2, 0 ]
 * console.log(dropout(ones([6]), { key: key(1), keep: 0.5 }).readSync()) // Float32Array(6) [ 2, 0, 2, 2, 2, 0 ]
 * ```
 */
export function dropout(x: Tensor, options: MaskOptions): Tensor {
  checkFloat('dropout', x)
  return applyMaskPlan(x, planMask(x, options))
}
