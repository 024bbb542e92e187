import { expect, test } from 'vitest'
import { studentQuantile } from '../distributions/student-t.ts'
import { meanInterval } from './mean-interval.ts'

test('the quantiles of Student by their closed forms and the table of Fisher and Yates', () => {
  // One degree of freedom is Cauchy's, tan(level · π/2); two have t = level · √(2 / (1 − level²)).
  expect(studentQuantile(0.95, 1)).toBeCloseTo(12.706204736174698, 10)
  expect(studentQuantile(0.95, 2)).toBeCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 ** 2)), 12)
  expect(studentQuantile(0.5, 1)).toBeCloseTo(1, 14)
  const table: readonly (readonly [number, number, number])[] = [
    [0.95, 3, 3.182446],
    [0.95, 4, 2.776445],
    [0.95, 9, 2.262157],
    [0.95, 19, 2.093024],
    [0.95, 120, 1.97993],
    [0.99, 5, 4.032143],
    [0.9, 30, 1.697261],
    [0.5, 8, 0.706387],
  ]
  for (const [level, freedom, t] of table) expect(studentQuantile(level, freedom)).toBeCloseTo(t, 5)
  expect(studentQuantile(0.95, 1_000_001)).toBeCloseTo(1.95996635682, 9)
})

test('the interval of a mean', () => {
  // t(0.95, 3) · s/√4 with s² = 20/3.
  const { value, low, high, deviation } = meanInterval([1, 3, 5, 7])
  expect([value, deviation]).toEqual([4, Math.sqrt(20 / 3)])
  expect(high - value).toBeCloseTo((3.182446305 * Math.sqrt(20 / 3)) / 2, 8)
  expect(value - low).toBeCloseTo(high - value, 12)
  expect(meanInterval(Float32Array.of(2, 2, 2))).toEqual({ value: 2, low: 2, high: 2, deviation: 0 })
  const wider = meanInterval([1, 3, 5, 7], { level: 0.99 })
  expect(wider.high).toBeGreaterThan(high)
})

test('what is no list of two finite numbers', () => {
  expect(() => meanInterval([1])).toThrow('at least two numbers')
  expect(() => meanInterval(3 as never)).toThrow('at least two numbers')
  expect(() => meanInterval(new DataView(new ArrayBuffer(16)) as never)).toThrow('at least two numbers')
  expect(() => meanInterval([1, Number.NaN])).toThrow('NaN as value 1')
  expect(() => meanInterval([1, '2'] as never)).toThrow('as value 1')
  expect(() => meanInterval([1, 2], { level: 1 })).toThrow('level')
})
