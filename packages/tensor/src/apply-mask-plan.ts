import { record } from './autograd/record.ts'
import { full } from './create.ts'
import { dispatch } from './dispatch.ts'
import type { MaskPlan } from './mask-options.ts'
import { alias } from './ops/alias.ts'
import { allocate, type Tensor } from './tensor.ts'

/** Dropout of x as a plan for its shape says; the gradient draws the mask again. */
export function applyMaskPlan(x: Tensor, plan: MaskPlan): Tensor {
  if (plan === 'all') return alias(x)
  return record(thinned(x, plan), { op: 'dropout', inputs: [x], backward: (grad) => [thinned(grad, plan)] })
}

function thinned(x: Tensor, plan: Exclude<MaskPlan, 'all'>): Tensor {
  if (plan === 'none') return full(x.shape, 0, { dtype: x.dtype, backend: x.backend })
  const out = allocate(x.backend, x.dtype, x.shape)
  dispatch(x.backend, 'dropout', out.view, x.view, plan)
  return out
}
