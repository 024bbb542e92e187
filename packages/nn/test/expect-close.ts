import { expect } from 'vitest'

/** Expects numbers of another implementation to 12 digits: they and ours are computed in float64, in other orders. */
export function expectClose(actual: ArrayLike<number>, numbers: readonly number[]): void {
  expect(actual.length).toBe(numbers.length)
  for (const [at, number] of numbers.entries())
    expect(Math.abs(actual[at]! - number), `at ${at}: ${actual[at]}`).toBeLessThanOrEqual(
      1e-12 * Math.max(1, Math.abs(number)),
    )
}
