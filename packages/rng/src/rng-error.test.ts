import { expect, test } from 'vitest'
import { formatValue, RngError } from './rng-error.ts'

test('an RngError says so', () => {
  expect(new RngError('No.')).toBeInstanceOf(Error)
  expect(`${new RngError('No.')}`).toBe('RngError: No.')
})

const itself: unknown[] = []
itself.push(itself)

test.each([
  [1.5, '1.5'],
  [-0, '-0'],
  [7n, '7n'],
  ['a "b"', '"a \\"b\\""'],
  ['x'.repeat(50), `"${'x'.repeat(40)}…"`],
  [null, 'null'],
  [undefined, 'undefined'],
  [[1, 'a'], '[1, "a"]'],
  [[1, 2, 3, 4, 5], 'an array of 5'],
  [itself, '[an array]'],
  [new Map(), 'an object (Map)'],
  [Object.create(null), 'an object (no prototype)'],
  [Symbol('s'), 'a symbol'],
  [() => 1, 'a function'],
])('shows %s', (value, expected) => {
  expect(formatValue(value)).toBe(expected)
})
