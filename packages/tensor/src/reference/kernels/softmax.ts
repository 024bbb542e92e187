import { exp as exp32 } from '@thinned/math'
import { exp as exp64 } from '@thinned/math/float64'
import type { View } from '../../view.ts'
import { forEachGroup } from '../reduction.ts'
import { valuesOf } from '../storage.ts'
import { sumFold } from '../sum-fold.ts'

/**
 * out (dense) = e^(x − largest) / Σ e^(x − largest) along the last axis, with the largest element of each row; the sum in the order of `sumFold`,
 * every step rounded to float32 in float32. A row that holds NaN, Infinity, or nothing above −Infinity gives NaN.
 */
export function softmax(out: View, x: View): void {
  const to = valuesOf(out.storage)
  const isFloat32 = x.dtype === 'float32'
  const exp = isFloat32 ? exp32 : exp64
  const exponentials = new Float64Array(x.shape.at(-1)!)
  forEachGroup(x, 1, (elements, n, row) => {
    let largest = -Infinity
    for (let i = 0; i < n; i++) largest = Math.max(largest, elements[i]!)
    for (let i = 0; i < n; i++) exponentials[i] = exp(elements[i]! - largest)
    const total = sumFold(exponentials, n, isFloat32)
    for (let i = 0; i < n; i++) to[out.offset + row * n + i] = exponentials[i]! / total
  })
}
