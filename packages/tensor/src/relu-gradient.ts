import { dispatch } from './dispatch.ts'
import { allocate, type Tensor } from './tensor.ts'

/**
 * grad · scale where y > 0, else exactly 0, for y = relu(x) or relu(x) after dropout with that scale: there the sign of the result stands
 * for both masks, because both gradients are 0 where it is not positive.
 */
export function reluGradient(grad: Tensor, y: Tensor, scale = 1): Tensor {
  const out = allocate(grad.backend, grad.dtype, grad.shape)
  dispatch(grad.backend, 'reluGradient', out.view, grad.view, y.view, scale)
  return out
}
