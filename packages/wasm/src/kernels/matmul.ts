import { matrixOffsets, sameShape, sizeOf, type View } from '@thinned/tensor'
import type { EmitKernel } from '../kernel.ts'
import { emitBatchedProduct } from '../products/batched-product.ts'
import { emitViewProduct, matrixOf } from '../products/product.ts'
import { addressOf } from '../storage.ts'
import { dropout } from './dropout.ts'

/** out = a · b. Exact zeros of a are skipped where there are enough of them. Many small matrices are multiplied by one job. */
export const matmul: EmitKernel<'matmul'> = (module, target) => {
  const product = emitViewProduct(module, target)
  const { fit, multiply } = emitBatchedProduct(module, target)
  return (runtime, out, a, b) => {
    if (out.shape.length === 2) return product(runtime, out, a, b, undefined, { relu: false })
    if (sizeOf(out.shape) === 0) return
    const [m, n, k] = [out.shape.at(-2)!, out.shape.at(-1)!, a.shape.at(-1)!]
    const [lefts, rights, outs] = [a, b, out].map(matrixOffsets) as [number[], number[], number[]]
    if (fit(m, n, k)) {
      const [left, right, to] = [a, b, out].map((view) => addressOf({ ...view, offset: 0 })) as [number, number, number]
      const addresses = outs.flatMap((offset, i) => [left + 4 * lefts[i]!, right + 4 * rights[i]!, to + 4 * offset])
      multiply(runtime, { addresses, m, n, k, a: matrixOf(lastTwo(a)), b: matrixOf(lastTwo(b)) })
    } else
      for (const [i, offset] of outs.entries()) {
        const [left, right] = [lastTwo(a, lefts[i]), lastTwo(b, rights[i])]
        product(runtime, lastTwo(out, offset), left, right, undefined, { relu: false })
      }
  }
}

/** One of the matrices that the last two axes hold. */
function lastTwo(view: View, offset: number = view.offset): View {
  return { ...view, shape: view.shape.slice(-2), strides: view.strides.slice(-2), offset }
}

/** out = x · weight + bias, then relu and dropout, panel by panel while it is in the cache. */
export const affine: EmitKernel<'affine'> = (module, target) => {
  const product = emitViewProduct(module, target)
  const applyDropout = module.linked('dropout', (apart) => dropout(apart, target))
  return (runtime, out, x, weight, bias, epilogue) => {
    const { relu, mask } = epilogue
    // The epilogue draws masks of the output's shape. A mask with shared axes is applied afterwards.
    if (!mask || sameShape(mask.shape, out.shape)) return product(runtime, out, x, weight, bias, epilogue)
    product(runtime, out, x, weight, bias, { relu })
    applyDropout()(runtime, out, out, mask)
  }
}
