import type { View } from '../../view.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../storage.ts'
import { fill } from './copy.ts'

/** out[i] = x[indices[i]], rows along axis 0. The indices (int32, one axis) lie inside: the op checks that. */
export function gather(out: View, x: View, indices: View): void {
  const to = valuesOf(out.storage)
  const from = valuesOf(x.storage)
  forEachListed(out, x, indices, (listed, row) => {
    to[listed] = from[row]!
  })
}

/** out = 0, then out[indices[i]] += x[i] for rising i: the gradient of `gather`. */
export function scatterAdd(out: View, x: View, indices: View): void {
  const to = valuesOf(out.storage)
  const from = valuesOf(x.storage)
  fill(out, 0)
  forEachListed(x, out, indices, (listed, row) => {
    to[row] = to[row]! + from[listed]!
  })
}

/** Pairs row i of `listed` with row `indices[i]` of `table`, for rising i, and visits the indices of their elements in the two storages. */
function forEachListed(
  listed: View,
  table: View,
  indices: View,
  visit: (listedIndex: number, tableIndex: number) => void,
): void {
  const rows = valuesOf(indices.storage)
  for (let i = 0; i < listed.shape[0]!; i++) {
    const row = rows[indices.offset + i * indices.strides[0]!]!
    forEachRun([rowOf(listed, i), rowOf(table, row)], (starts, steps, n) => {
      for (let k = 0; k < n; k++) visit(starts[0]! + k * steps[0]!, starts[1]! + k * steps[1]!)
    })
  }
}

function rowOf(view: View, i: number): View {
  return {
    ...view,
    shape: view.shape.slice(1),
    strides: view.strides.slice(1),
    offset: view.offset + i * view.strides[0]!,
  }
}
