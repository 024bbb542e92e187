/**
 * The mean and the standard deviation (of the population: divided by n) of one or more numbers, in two passes, in order. Equal
 * numbers have exactly themselves for mean and the deviation 0, which the sums alone would miss by their rounding.
 */
export function moments(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const first = values[0]!
  if (values.every((value) => value === first)) return { mean: first, deviation: 0 }
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  const mean = sum / values.length
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) * (values[i]! - mean)
  return { mean, deviation: Math.sqrt(squares / values.length) }
}
