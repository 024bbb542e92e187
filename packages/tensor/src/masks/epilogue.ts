import { dispatch } from '../dispatch.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { dropElements, type MaskSpec } from './mask.ts'

/** The steps that may follow a matrix product inside its kernel, with the result of the separate operations to the last bit. */
export interface Epilogue {
  /** max(x, 0), first. */
  readonly relu: boolean
  /** Dropout by mask law 1, after that. */
  readonly mask?: MaskSpec | undefined
}

/** The gradient before an epilogue, from the one after it. `y` is the epilogue's result, saved where it has a relu. After dropout alone the mask is drawn again. */
export function gradientBeforeEpilogue(grad: Tensor, y: Tensor | undefined, { mask }: Epilogue): Tensor {
  if (y) return gradientBeforeRelu(grad, y, mask?.scale)
  return mask ? dropElements(grad, mask) : grad
}

/**
 * grad · scale where y > 0, else exactly 0, for y = relu(x), or relu(x) after dropout with that scale. The sign of y stands for both masks:
 * where it is not positive both gradients are 0.
 */
export function gradientBeforeRelu(grad: Tensor, y: Tensor, scale = 1): Tensor {
  const out = allocate(grad.backend, grad.dtype, grad.shape)
  dispatch(grad.backend, 'reluGradient', out.view, grad.view, y.view, scale)
  return out
}
