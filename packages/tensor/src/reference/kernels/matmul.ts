import type { Epilogue } from '../../masks/mask.ts'
import { matrixOffsets, type View } from '../../view.ts'
import { applyEpilogue, product } from '../matmul/product.ts'

/**
 * out [..., m, n] (dense) = a [..., m, k] · b [..., k, n], any strides (a transposed operand is a view), one product for each index of the
 * axes before the last two, which are equal. For element (i, j), k goes in chunks of SUM_CHUNK; each is the left fold from +0 over rising
 * k of round(acc + round(a·b)), and the chunks' results are added in order, with round to float32 in float32. Products with an exact 0 in a
 * may be skipped, which changes no bit as long as b is finite.
 */
export function matmul(out: View, a: View, b: View): void {
  const [lefts, rights] = [matrixOffsets(a), matrixOffsets(b)]
  for (const [i, offset] of matrixOffsets(out).entries())
    product(matrixAt(out, offset), matrixAt(a, lefts[i]!), matrixAt(b, rights[i]!))
}

function matrixAt(view: View, offset: number): View {
  return { ...view, shape: view.shape.slice(-2), strides: view.strides.slice(-2), offset }
}

/** out = x · weight, then + bias (last, by row), then the epilogue: the same bits as the kernels one after another. */
export function affine(out: View, x: View, weight: View, bias: View | undefined, epilogue: Epilogue): void {
  matmul(out, x, weight)
  applyEpilogue(out, bias, epilogue)
}
