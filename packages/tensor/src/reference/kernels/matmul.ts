import type { View } from '../../view.ts'
import { product } from '../matmul/product.ts'

/**
 * out [m, n] = a [m, k] · b [k, n], any strides (a transposed operand is a view). Element (i, j) is the left fold from +0
 * over rising k of round(acc + round(a·b)), with round to float32 in float32. Products with an exact 0 in a may be
 * skipped, which changes no bit as long as b is finite.
 */
export function matmul(out: View, a: View, b: View): void {
  product(out, a, b)
}
