/**
 * The number of elements that a sum adds up before it starts the next partial result. It is part of the fixed order of sums, which every
 * backend repeats: a change of it changes the bits of losses and weights. Reductions, products, cumulative sums, averages of windows and sums of
 * scattered rows have it. For kernels.
 *
 * @example
 * ```ts
 * import { SUM_CHUNK } from '@thinned/tensor'
 *
 * console.log(SUM_CHUNK) // 4096
 * ```
 */
export const SUM_CHUNK = 4096

const partial = /* @__PURE__ */ new Float64Array(8)

/**
 * The sum of n elements in the fixed order: parts of `SUM_CHUNK` elements, in each eight partial sums (element i goes to sum i mod 8,
 * rising), joined as ((0+4)+(2+6))+((1+5)+(3+7)); the parts' results are added in order, starting from the first. `isFloat32` rounds
 * every addition to float32. An empty sum is 0.
 */
export function sumFold(elements: ArrayLike<number>, n: number, isFloat32: boolean): number {
  const round = isFloat32 ? Math.fround : (value: number) => value
  let total = 0
  for (let start = 0; start < n; start += SUM_CHUNK) {
    const end = Math.min(start + SUM_CHUNK, n)
    partial.fill(0)
    for (let i = start; i < end; i++) partial[(i - start) & 7] = round(partial[(i - start) & 7]! + elements[i]!)
    const [p0, p1, p2, p3, p4, p5, p6, p7] = partial as unknown as Eight
    const even = round(round(p0 + p4) + round(p2 + p6))
    const odd = round(round(p1 + p5) + round(p3 + p7))
    const part = round(even + odd)
    total = start === 0 ? part : round(total + part)
  }
  return total
}

type Eight = [number, number, number, number, number, number, number, number]
