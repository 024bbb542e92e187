import type { View } from '../../view.ts'
import { type ReduceKernel, reduceKernel } from '../reduction.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../storage.ts'
import { sumFold } from '../sum-fold.ts'

/** The sum over the last `reduced` axes, each in the fixed order of `sumFold`. In float32 every addition is rounded to float32. */
export const sum: ReduceKernel = /* @__PURE__ */ reduceKernel(sumFold)

/** The largest element over the last `reduced` axes; NaN if one is NaN. The order does not matter. */
export const max: ReduceKernel = /* @__PURE__ */ reduceKernel((elements, n) => {
  let best = -Infinity
  for (let i = 0; i < n; i++) best = Math.max(best, elements[i]!)
  return best
})

/** The smallest element over the last `reduced` axes; NaN if one is NaN. The order does not matter. */
export const min: ReduceKernel = /* @__PURE__ */ reduceKernel((elements, n) => {
  let best = Infinity
  for (let i = 0; i < n; i++) best = Math.min(best, elements[i]!)
  return best
})

/**
 * out (one element) = (max|a| · max|b|) · 2k for a [m, k] and b [k, n] of floats, NaN if an element is NaN: twice a bound of the elements of
 * a · b. Each product is rounded to float32 in float32, where 2k is float32 too. The order does not matter.
 *
 * Where it is finite, all elements of a · b are, and all partial sums: with A and B for the maxima, a partial sum of k products rounded one
 * by one is at most k · A · B · (1 + u)^(terms of a chunk + chunks + 1), u = 2^−24 (float64: 2^−53), which is below 1.04 · k · A · B up to
 * 2^31 terms. A product that underflows is smaller than 2^−126, and adds nothing near the range.
 */
export function productBound(out: View, a: View, b: View): void {
  const round = out.dtype === 'float32' ? Math.fround : (value: number) => value
  valuesOf(out.storage)[out.offset] = round(largest(a) * largest(b)) * round(2 * a.shape[1]!)
}

/** The largest magnitude, 0 without elements. */
function largest(x: View): number {
  const values = valuesOf(x.storage)
  let best = 0
  forEachRun([x], (starts, steps, n) => {
    for (let i = 0; i < n; i++) best = Math.max(best, Math.abs(values[starts[0]! + i * steps[0]!]!))
  })
  return best
}

/** The row-major index (int32) of the largest element over the last `reduced` axes: the first among equals, the first NaN if there is one. */
export const argmax: ReduceKernel = /* @__PURE__ */ reduceKernel((elements, n) => {
  let best = 0
  for (let i = 1; i < n; i++) {
    const largest = elements[best]!
    if (elements[i]! > largest || (Number.isNaN(elements[i]) && !Number.isNaN(largest))) best = i
  }
  return best
})
