import { sameShape } from '@thinned/tensor'
import type { EmitKernel } from '../kernel.ts'
import { emitViewProduct } from '../products/view-product.ts'
import { dropout } from './dropout.ts'

/** out = x · weight + bias, then relu and dropout, panel by panel while it is in the cache. */
export const affine: EmitKernel<'affine'> = (module, target) => {
  const bind = emitViewProduct(module, target)
  const emitDropout = dropout(module, target)
  return (runtime) => {
    const product = bind(runtime)
    const separately = emitDropout(runtime)
    return (out, x, weight, bias, epilogue) => {
      const { mask } = epilogue
      // A mask with shared axes has another shape, and goes its own way.
      if (!mask || sameShape(mask.shape, out.shape)) product(out, x, weight, bias, epilogue)
      else {
        product(out, x, weight, bias, { relu: epilogue.relu })
        separately(out, out, mask)
      }
    }
  }
}
