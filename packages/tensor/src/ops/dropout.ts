import { dispatch } from '../dispatch.ts'
import { applyMaskPlan, type MaskOptions, planMaskAs } from '../masks/mask.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { checkFloat } from '../op-kit/operands.ts'
import { allocate, filled, type Tensor } from '../tensor.ts'

const planDropout = /* @__PURE__ */ planMaskAs('dropout')
const planDropoutMask = /* @__PURE__ */ planMaskAs('dropoutMask')

/**
 * Dropout by mask law 1: each element is kept with probability `keep` and multiplied by `scale`, by default 1/keep, or becomes
 * exactly 0, whatever its value. The mask is not stored: backward draws it again from the key. keep 1 is the identity, keep 0
 * gives zeros and zero gradients; neither draws.
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
  return applyMaskPlan(x, planDropout(x, options))
}

/**
 * The mask that `dropout` uses for x with the same options: uint8, 1 kept and 0 dropped, 1 long at each shared axis.
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { dropoutMask, ones } from '@thinned/tensor'
 *
 * console.log(dropoutMask(ones([6]), { key: key(1), keep: 0.5 }).readSync()) // Uint8Array(6) [ 1, 0, 1, 1, 1, 0 ]
 * ```
 */
export function dropoutMask(x: Tensor, options: MaskOptions): Tensor {
  checkTensor('dropoutMask', x)
  const plan = planDropoutMask(x, options)
  if (plan.kind !== 'drawn') return filled(plan.shape, plan.kind === 'identity' ? 1 : 0, 'uint8', x.backend)
  const out = allocate(x.backend, 'uint8', plan.shape)
  dispatch(x.backend, 'mask', out.view, plan)
  return out
}
