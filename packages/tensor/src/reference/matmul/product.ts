import type { Epilogue } from '../../masks/mask.ts'
import { broadcastView, type View } from '../../view.ts'
import { relu } from '../kernels/activations.ts'
import { add } from '../kernels/arithmetic.ts'
import { dropout } from '../kernels/dropout.ts'
import { denseProduct } from './dense.ts'
import { nonzeroLists, sparseProduct } from './sparse.ts'

/** Below this share of nonzeros in a, products with an exact 0 are skipped rather than computed: measured break-even. */
const SPARSE_BELOW = 0.7

/**
 * out [m, n] = a [m, k] · b [k, n], the left fold over rising k of round(acc + round(a·b)). It starts from +0, or, `continued`, from
 * the values in out: so a long k can be cut into blocks with the same bits.
 */
export function product(out: View, a: View, b: View, continued = false): void {
  const [m, n] = out.shape as [number, number]
  if (m === 0 || n === 0) return
  const lists = nonzeroLists(a, SPARSE_BELOW)
  if (lists) sparseProduct(out, lists, b, continued)
  else denseProduct(out, a, b, continued)
}

/** The steps after a product, in place: + bias along the last axis, then the epilogue. */
export function applyEpilogue(out: View, bias: View | undefined, epilogue: Epilogue): void {
  if (bias) add(out, out, broadcastView(bias, out.shape))
  if (epilogue.relu) relu(out, out)
  if (epilogue.mask) dropout(out, out, epilogue.mask)
}
