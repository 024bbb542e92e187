import type { View } from '../../view.ts'
import { sumFold } from '../sum-fold.ts'
import { valuesOf } from '../values.ts'

/**
 * out [rows, columns] = x with every column whose Euclidean norm is above `limit` scaled to it: x · (limit / norm) there, x · 1 elsewhere.
 * norm = √Σ x² over the column in the order of `sumFold`; every step is rounded to float32 in float32, where the limit is float32
 * too. A norm that is NaN is not above. out may be x.
 */
export function maxNorm(out: View, x: View, limit: number): void {
  const [rows, columns] = x.shape as [number, number]
  const to = valuesOf(out.storage)
  const from = valuesOf(x.storage)
  const single = x.dtype === 'float32'
  const round = single ? Math.fround : (value: number) => value
  const most = round(limit)
  const squares = new Float64Array(rows)
  for (let c = 0; c < columns; c++) {
    const first = x.offset + c * x.strides[1]!
    for (let r = 0; r < rows; r++) {
      const value = from[first + r * x.strides[0]!]!
      squares[r] = round(value * value)
    }
    const norm = round(Math.sqrt(sumFold(squares, rows, single)))
    const factor = norm > most ? round(most / norm) : 1
    for (let r = 0; r < rows; r++)
      to[out.offset + c * out.strides[1]! + r * out.strides[0]!] = from[first + r * x.strides[0]!]! * factor
  }
}
