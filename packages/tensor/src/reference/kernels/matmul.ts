import type { View } from '../../view.ts'
import { denseProduct } from '../matmul/dense.ts'
import { nonzeroLists, sparseProduct } from '../matmul/sparse.ts'

/** Below this share of nonzeros in a, products with an exact 0 are skipped rather than computed: measured break-even. */
const SPARSE_BELOW = 0.7

/**
 * out [m, n] = a [m, k] · b [k, n], any strides (a transposed operand is a view). Element (i, j) is the left fold from +0
 * over rising k of round(acc + round(a·b)), with round to float32 in float32. Products with an exact 0 in a may be
 * skipped, which changes no bit as long as b is finite.
 */
export function matmul(out: View, a: View, b: View): void {
  const [m, n] = out.shape as [number, number]
  if (m === 0 || n === 0) return
  const lists = nonzeroLists(a, SPARSE_BELOW)
  if (lists) sparseProduct(out, lists, b)
  else denseProduct(out, a, b)
}
