import { expect, test } from 'vitest'
import { showNumber } from './numbers.ts'

test.each([
  [0, '0'],
  [-0, '0'],
  [1234, '1234'],
  [-1234567, '−1234567'],
  [1e12, '1e12'],
  [0.123456, '0.1235'],
  [12.3456, '12.35'],
  [99999.6, '100000'],
  [0.00012345, '1.234e−4'],
  [-2.5e-7, '−2.5e−7'],
  [1234567.8, '1.235e6'],
  [null, '–'],
  [undefined, '–'],
  [Number.NaN, '–'],
  [-Infinity, '–'],
])('%d is shown as %s', (value, shown) => {
  expect(showNumber(value)).toBe(shown)
})
