import { DataError } from '../data-error.ts'

/**
 * The share of the greatest magnitude that a range exceeds unless rounding made it: 2^−46, 64 units in the last place of float64. Two ways to
 * compute one number differ by less.
 */
export const ROUNDING: number = 64 * Number.EPSILON

/** The same for values that were rounded to float32: 4 of its units in the last place. */
export const FLOAT32_ROUNDING: number = 4 / 8_388_608

export interface Range {
  readonly low: number
  readonly high: number
  /** Whether the values are equal up to rounding: high − low is at most `rounding` of the greatest magnitude. */
  readonly isConstant: boolean
}

/**
 * The range of one or more finite numbers.
 *
 * @throws {DataError} where high − low overflows.
 */
export function rangeOf(values: Float64Array, what: string, rounding: number = ROUNDING): Range {
  const low = values.reduce((least, value) => Math.min(least, value))
  const high = values.reduce((greatest, value) => Math.max(greatest, value))
  if (high - low === Infinity)
    throw new DataError(
      `${what} has values from ${low} to ${high}, whose difference no float64 can hold; give it in another unit.`,
      { code: 'invalid-data' },
    )
  return { low, high, isConstant: high - low <= rounding * Math.max(Math.abs(low), Math.abs(high)) }
}

/** The mean of one or more finite numbers, summed in order; in a smaller unit where the sum overflows. */
export function meanOf(values: Float64Array): number {
  const mean = sumOf(values) / values.length
  if (Number.isFinite(mean)) return mean
  let unit = 1
  while (unit < values.length) unit *= 2
  return (sumOf(values.map((value) => value / unit)) / values.length) * unit
}

/**
 * The mean and the standard deviation (of the population: divided by n) of one or more finite numbers, in two passes, in order. Numbers that
 * are equal up to rounding have the deviation 0. Where squares overflow, or underflow, they are taken in another unit.
 *
 * @throws {DataError} where the range of the values overflows.
 */
export function moments(
  values: Float64Array,
  what: string,
  rounding: number = ROUNDING,
): { readonly mean: number; readonly deviation: number } {
  const first = values[0]!
  if (values.every((value) => value === first)) return { mean: first, deviation: 0 }
  const { isConstant } = rangeOf(values, what, rounding)
  const mean = meanOf(values)
  if (isConstant) return { mean, deviation: 0 }
  const variance = meanSquare(values, mean, 1)
  if (variance >= LEAST_VARIANCE && variance < Infinity) return { mean, deviation: Math.sqrt(variance) }
  const unit = values.reduce((greatest, value) => Math.max(greatest, Math.abs(value - mean)), 0)
  return { mean, deviation: unit * Math.sqrt(meanSquare(values, mean, unit)) }
}

/** Below it the squares of differences may have lost digits. */
const LEAST_VARIANCE = 1e-280

function sumOf(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum
}

/** The mean of ((x − mean) / unit)². */
function meanSquare(values: Float64Array, mean: number, unit: number): number {
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    const difference = (values[i]! - mean) / unit
    squares += difference * difference
  }
  return squares / values.length
}
