/** From the smallest to the largest of float32. */
export const extremes: readonly number[] = [0, -0, 1e-45, 1e-38, 1e-20, 0.3, 1e20, 1e38, 3.4e38]
  .flatMap((value) => [value, -value])
  .map(Math.fround)
export const pairs: readonly { readonly predicted: readonly number[]; readonly targets: readonly number[] }[] = [
  ...extremes.flatMap((a) => extremes.map((b) => ({ predicted: [a], targets: [b] }))),
  ...extremes.map((a) => ({ predicted: [a, a / 2, 0], targets: [0, a, -a] })),
]
/** Σ of products of large and small numbers, brought near 1. */
export const scaledBy = (values: readonly number[]): number => Math.max(...values.map(Math.abs)) || 1
