import { expect, test } from 'vitest'
import { formatValue } from './format-value.ts'

const itself: unknown[] = []
itself.push(itself)

test.each<[unknown, string]>([
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
  [{ seed: 1 }, '{ seed }'],
  [{}, '{}'],
  [new Map(), 'a Map'],
  [Object.create(null), '{}'],
  [new Uint8Array(3), 'a Uint8Array of 3'],
  [Promise.resolve(1), 'a Promise (await it)'],
  [Symbol('s'), 'a symbol'],
  [() => 1, 'a function'],
  [Object.defineProperty(() => 1, 'name', { value: 'normal$1' }), 'the function normal'],
  [new (class Thing$2 {})(), 'a Thing'],
])('%# is shown as %s', (value, shown) => {
  expect(formatValue(value)).toBe(shown)
})
