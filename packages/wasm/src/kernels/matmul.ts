import { matrixOffsets, sizeOf, type View } from '@thinned/tensor'
import type { EmitKernel } from '../kernel.ts'
import { emitBatchedProduct } from '../products/batched-product.ts'
import { emitViewProduct, matrixOf } from '../products/view-product.ts'
import { addressOf } from '../storage.ts'

/** out = a · b, exact zeros of a skipped where there are enough of them; many small matrices are multiplied in one go. */
export const matmul: EmitKernel<'matmul'> = (module, target) => {
  const bindProduct = emitViewProduct(module, target)
  const bindMany = emitBatchedProduct(module, target)
  return (runtime) => {
    const product = bindProduct(runtime)
    const { fit, multiply } = bindMany(runtime)
    return (out, a, b) => {
      if (out.shape.length === 2) return product(out, a, b, undefined, { relu: false })
      if (sizeOf(out.shape) === 0) return
      const [m, n, k] = [out.shape.at(-2)!, out.shape.at(-1)!, a.shape.at(-1)!]
      const offsets = [a, b, out].map(matrixOffsets) as [number[], number[], number[]]
      const [lefts, rights, outs] = offsets
      if (fit(m, n, k)) {
        const bases = [a, b, out].map((view) => addressOf({ ...view, offset: 0 })) as [number, number, number]
        const addresses = outs.flatMap((to, i) => [
          bases[0] + 4 * lefts[i]!,
          bases[1] + 4 * rights[i]!,
          bases[2] + 4 * to,
        ])
        multiply({ addresses, m, n, k, a: matrixOf(lastTwo(a)), b: matrixOf(lastTwo(b)) })
      } else
        for (const [i, to] of outs.entries())
          product(lastTwo(out, to), lastTwo(a, lefts[i]), lastTwo(b, rights[i]), undefined, { relu: false })
    }
  }
}

/** One of the matrices that the last two axes hold. */
function lastTwo(view: View, offset: number = view.offset): View {
  return { ...view, shape: view.shape.slice(-2), strides: view.strides.slice(-2), offset }
}
