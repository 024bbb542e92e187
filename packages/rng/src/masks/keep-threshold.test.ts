import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RngError } from '../rng-error.ts'
import { keepThreshold } from './keep-threshold.ts'

test('is keep · 2^32, rounded half up', () => {
  expect(keepThreshold(0)).toBe(0)
  expect(keepThreshold(1)).toBe(2 ** 32)
  expect(keepThreshold(0.5)).toBe(2 ** 31)
  expect(keepThreshold(0.8)).toBe(3435973837)
  expect(keepThreshold(2 ** -33)).toBe(1)
  expect(keepThreshold(2 ** -34)).toBe(0)
  expect(keepThreshold(1 - 2 ** -34)).toBe(2 ** 32)
  expect(keepThreshold(1 - 2 ** -32)).toBe(2 ** 32 - 1)
})

test('every threshold is reached from its own probability', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 }), (t) => {
      expect(keepThreshold(t / 2 ** 32)).toBe(t)
    }),
  )
})

test.each([-0.1, 1.0000000000000002, Number.NaN, Number.POSITIVE_INFINITY, '0.5', undefined])('refuses %s', (keep) => {
  expect(() => keepThreshold(keep as never)).toThrow(RngError)
  expect(() => keepThreshold(keep as never)).toThrow('; it must be a number from 0 to 1: the probability')
})
