import type { View } from '../../view.ts'
import { newDense, valuesOf } from '../storage.ts'
import { SUM_CHUNK } from '../sum-fold.ts'
import { add } from './arithmetic.ts'
import { copy, fill } from './copy.ts'

/** out[i] = x[indices[i]], rows along axis 0. The indices (int32, one axis) lie inside: the op checks that. */
export function gather(out: View, x: View, indices: View): void {
  for (const [i, row] of indicesOf(indices).entries()) copy(rowOf(out, i), rowOf(x, row))
}

/**
 * The gradient of `gather`: out[r] = the sum of the rows x[i] with indices[i] = r, for rising i. The rows that belong to one r go in chunks
 * of SUM_CHUNK; each is the left fold from +0 of round(acc + x), and the chunks' results are added in order.
 */
export function scatterAdd(out: View, x: View, indices: View): void {
  const terms = new Int32Array(out.shape[0]!)
  /** The sums of the chunk that a row is in, after its first chunk. */
  const parts = new Map<number, View>()
  const join = (row: number): void => {
    if (parts.has(row)) add(rowOf(out, row), rowOf(out, row), parts.get(row)!)
  }
  fill(out, 0)
  for (const [i, row] of indicesOf(indices).entries()) {
    const from = rowOf(x, i)
    if (terms[row]! > 0 && terms[row]! % SUM_CHUNK === 0) {
      join(row)
      parts.set(row, newDense(x.dtype, from.shape))
    }
    terms[row] = terms[row]! + 1
    const to = parts.get(row) ?? rowOf(out, row)
    add(to, to, from)
  }
  for (const row of parts.keys()) join(row)
}

function indicesOf({ storage, shape, strides, offset }: View): number[] {
  const values = valuesOf(storage)
  return Array.from({ length: shape[0]! }, (_, i) => values[offset + i * strides[0]!]!)
}

function rowOf(view: View, i: number): View {
  return {
    ...view,
    shape: view.shape.slice(1),
    strides: view.strides.slice(1),
    offset: view.offset + i * view.strides[0]!,
  }
}
