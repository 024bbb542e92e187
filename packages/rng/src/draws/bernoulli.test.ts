import fc from 'fast-check'
import { expect, test } from 'vitest'
import { key } from '../keys/key.ts'
import { keepThreshold } from '../masks/keep-threshold.ts'
import { bernoulli } from './bernoulli.ts'
import { bits } from './bits.ts'

test('an element is 1 if and only if its word is below the threshold', () => {
  const words = [...bits(key(6), 1500)]
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (keep) => {
      const threshold = keepThreshold(keep)
      expect([...bernoulli(key(6), 1500, keep)]).toEqual(words.map((word) => (word < threshold ? 1 : 0)))
    }),
    { examples: [[0], [1], [0.5], [2 ** -32], [1 - 2 ** -32]], numRuns: 50 },
  )
})

test('keep = word / 2^32 gives 0 and keep = (word + 1) / 2^32 gives 1', () => {
  for (const [i, word] of bits(key(7), 1000).entries()) {
    expect(bernoulli(key(7), 1, word / 2 ** 32, i)[0]).toBe(0)
    expect(bernoulli(key(7), 1, (word + 1) / 2 ** 32, i)[0]).toBe(1)
  }
})

test.each([-0.5, 1.5, Number.NaN])('refuses keep %s', (keep) => {
  expect(() => bernoulli(key(0), 1, keep)).toThrow(`keep is ${keep}; it must be a number from 0 to 1`)
})
