import type { Epilogue } from '../../masks/mask.ts'
import { broadcastView, sliceView, type View } from '../../view.ts'
import { relu } from '../kernels/activations.ts'
import { add } from '../kernels/arithmetic.ts'
import { fill } from '../kernels/copy.ts'
import { dropout } from '../kernels/dropout.ts'
import { newDense } from '../storage.ts'
import { SUM_CHUNK } from '../sum-fold.ts'
import { denseProduct } from './dense.ts'
import { nonzeroLists, sparseProduct } from './sparse.ts'

/** Below this share of nonzeros in a, products with an exact 0 are skipped rather than computed: measured break-even. */
const SPARSE_BELOW = 0.7

/**
 * out [m, n] = a [m, k] · b [k, n]. k goes in chunks of SUM_CHUNK, each the left fold from +0 over rising k of round(acc + round(a·b)); the
 * chunks' results are added in order.
 */
export function product(out: View, a: View, b: View): void {
  sumChunks(out, a.shape[1]!, (part, first, last) =>
    productOfChunk(part, sliceView(a, 1, first, last), sliceView(b, 0, first, last)),
  )
}

/**
 * out = the sum of the results of chunks of SUM_CHUNK of `length`, added in order. `compute` writes the result of the chunk `first` …
 * `last` − 1 into `part`. Without a chunk, out is 0.
 */
export function sumChunks(out: View, length: number, compute: (part: View, first: number, last: number) => void): void {
  if (length === 0) fill(out, 0)
  else compute(out, 0, Math.min(SUM_CHUNK, length))
  if (length <= SUM_CHUNK) return
  const part = newDense(out.dtype, out.shape)
  for (let first = SUM_CHUNK; first < length; first += SUM_CHUNK) {
    compute(part, first, Math.min(first + SUM_CHUNK, length))
    add(out, out, part)
  }
}

/**
 * The product of one chunk of k, or of a block of it: `continued`, its fold starts from the values in out, so that blocks give the bits of
 * the whole.
 */
export function productOfChunk(out: View, a: View, b: View, continued = false): void {
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
