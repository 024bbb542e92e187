import { full } from '../create.ts'
import { dispatch } from '../dispatch.ts'
import { type MaskOptions, planMask } from '../masks/mask.ts'
import { allocate, type Tensor } from '../tensor.ts'

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
  const plan = planMask(x, options)
  if (plan.kind !== 'drawn')
    return full(plan.shape, plan.kind === 'identity' ? 1 : 0, { dtype: 'uint8', backend: x.backend })
  const out = allocate(x.backend, 'uint8', plan.shape)
  dispatch(x.backend, 'mask', out.view, plan)
  return out
}
