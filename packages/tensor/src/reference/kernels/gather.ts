import type { View } from '../../view.ts'
import { copyRows } from '../rows.ts'
import { valuesOf } from '../values.ts'

/** out[i] = x[indices[i]], rows along axis 0; the indices (int32, one axis) were checked to lie inside. */
export function gather(out: View, x: View, indices: View): void {
  const rows = valuesOf(indices.storage)
  const to = valuesOf(out.storage)
  const from = valuesOf(x.storage)
  copyRows(
    out,
    x,
    (row) => rows[indices.offset + row * indices.strides[0]!]!,
    (at, xAt) => {
      to[at] = from[xAt]!
    },
  )
}
