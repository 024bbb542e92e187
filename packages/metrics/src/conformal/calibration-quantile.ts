import { MetricsError } from '../metrics-error.ts'

/** Far below 1/n, and far above the rounding of (n + 1)(1 − alpha), which would count one row too many where the product is an integer. */
const ROUNDING = 1e-9

/** The rank ⌈(n + 1)(1 − alpha)⌉ of the quantile among n rows; above n where the rows are too few. */
export function conformalRank(alpha: number, n: number): number {
  return Math.max(Math.ceil((n + 1) * (1 - alpha) - ROUNDING), 1)
}

/** The fewest rows that have such a quantile: 1/alpha − 1. */
export function rowsNeeded(alpha: number): number {
  let n = Math.max(Math.ceil(1 / alpha - 1 - ROUNDING), 1)
  while (conformalRank(alpha, n) > n) n++
  return n
}

/**
 * The ⌈(n + 1)(1 − alpha)⌉-th smallest of n values. A further value, exchangeable with these, is at most as large with a probability of 1 − alpha or
 * more, and of 1 − alpha + 1/(n + 1) or less where no two values are equal. Sources: Vovk, Gammerman and Shafer 2005; Lei et al. 2018.
 *
 * @param of - what the rows are, in a message: 'rows', 'rows of class 2'.
 */
export function calibrationQuantile(caller: string, values: readonly number[], alpha: number, of: string): number {
  const rank = conformalRank(alpha, values.length)
  if (rank > values.length)
    throw new MetricsError(
      `${caller} was given ${values.length} ${of} to calibrate on; alpha ${alpha} needs ${rowsNeeded(alpha)} or more. Give more of them, or a larger alpha.`,
      { code: 'invalid-data' },
    )
  return Float64Array.from(values).sort()[rank - 1]!
}
