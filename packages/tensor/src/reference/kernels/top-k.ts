import type { View } from '../../view.ts'
import { forEachGroup } from '../reduction.ts'
import { valuesOf } from '../storage.ts'

/**
 * out [..., k] (int32, dense) = the indices of the k largest elements along the last axis of x [..., n], k ≤ n: NaN before all numbers, then
 * falling; among equals (−0 equals 0, NaN equals NaN) the lower index first. Floats and int32.
 */
export function topK(out: View, x: View): void {
  const k = out.shape.at(-1)!
  const to = valuesOf(out.storage)
  forEachGroup(x, 1, (elements, n, row) => {
    const order = Array.from({ length: n }, (_, i) => i)
    order.sort((i, j) => compare(elements[i]!, elements[j]!) || i - j)
    for (let rank = 0; rank < k; rank++) to[out.offset + row * k + rank] = order[rank]!
  })
}

/** Below 0 where a comes before b. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
  return a === b ? 0 : a > b ? -1 : 1
}
