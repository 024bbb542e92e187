import type { Epilogue } from './epilogue.ts'
import { dropElements } from './masks/mask.ts'
import { reluGradient } from './relu-gradient.ts'
import type { Tensor } from './tensor.ts'

/** The gradient before an epilogue, from the one after it; `y` is its result, saved where it has a relu. After dropout alone the mask is drawn again. */
export function beforeEpilogue(grad: Tensor, y: Tensor | undefined, { mask }: Epilogue): Tensor {
  if (y) return reluGradient(grad, y, mask?.scale)
  if (!mask) return grad
  return dropElements(grad, mask)
}
