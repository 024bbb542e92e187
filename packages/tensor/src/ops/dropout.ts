import { record } from '../autograd/record.ts'
import { fill } from '../create.ts'
import { dispatch } from '../dispatch.ts'
import { type MaskOptions, type MaskPlan, maskSpec } from '../mask-options.ts'
import { checkFloat } from '../operands.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { alias } from './alias.ts'

/**
 * Dropout by mask law 1: each element is kept with probability `keep` and multiplied by 1/keep, or becomes exactly 0,
 * whatever it was. The mask is not stored: the backward pass draws it again from the key. keep 1 is the identity, keep 0
 * gives zeros and zero gradients; both draw nothing.
 *
 * Source: Srivastava et al. 2014, section 10 (the form that divides by keep in training).
 */
export function dropout(x: Tensor, options: MaskOptions): Tensor {
  checkFloat('dropout', x)
  return applyPlan(x, maskSpec(x, options))
}

function applyPlan(x: Tensor, plan: MaskPlan): Tensor {
  if (plan === 'all') return alias(x)
  return record(thinned(x, plan), { op: 'dropout', inputs: [x], backward: (grad) => [thinned(grad, plan)] })
}

function thinned(x: Tensor, plan: Exclude<MaskPlan, 'all'>): Tensor {
  if (plan === 'none') return fill(x.shape, 0, { dtype: x.dtype, backend: x.backend })
  const out = allocate(x.backend, x.dtype, x.shape)
  dispatch(x.backend, 'dropout', out.view, x.view, plan)
  return out
}
