import type { View } from '../../view.ts'
import { copyRows } from '../rows.ts'
import { valuesOf } from '../values.ts'
import { fill } from './fill.ts'

/** out = 0, then out[indices[i]] += x[i] for rising i: the gradient of `gather`. */
export function scatterAdd(out: View, x: View, indices: View): void {
  const rows = valuesOf(indices.storage)
  const to = valuesOf(out.storage)
  const from = valuesOf(x.storage)
  fill(out, 0)
  copyRows(
    x,
    out,
    (row) => rows[indices.offset + row * indices.strides[0]!]!,
    (xAt, at) => {
      to[at] = to[at]! + from[xAt]!
    },
  )
}
