import fc from 'fast-check'
import { expect, test } from 'vitest'
import { key } from '../keys/key.ts'
import { bits } from './bits.ts'
import { wordAttempt } from './fill-words.ts'
import { integers } from './integers.ts'
import { acceptedWords, nextAttempt, remainder } from './rejection.ts'

const count = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 2 ** 32 }))

test('the accepted words are the largest multiple of the count', () => {
  fc.assert(
    fc.property(count, (n) => {
      const accepted = acceptedWords(n)
      expect(accepted % n).toBe(0)
      expect(accepted).toBeLessThanOrEqual(2 ** 32)
      expect(accepted + n).toBeGreaterThan(2 ** 32)
    }),
    { examples: [[1], [2 ** 32], [2 ** 32 - 1], [2 ** 31 + 1]] },
  )
})

test('the remainder is that of whole numbers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), count, (word, n) => {
      expect(remainder(word, n)).toBe(Number(BigInt(word) % BigInt(n)))
      // Next to a multiple, where a rounded quotient would show.
      const multiple = word - remainder(word, n)
      expect(remainder(multiple, n)).toBe(0)
      if (multiple > 0) expect(remainder(multiple - 1, n)).toBe(n - 1)
    }),
    { numRuns: 2000 },
  )
})

test('a word equal to the number of accepted words is refused', () => {
  const k = key('refused')
  const first = wordAttempt(k[0], k[1], 0, 1) >>> 0
  expect(nextAttempt(k[0], k[1], 0, first)).toBeLessThan(first)
  expect(nextAttempt(k[0], k[1], 0, first + 1)).toBe(first)

  // Of more than 2^31 values, as many words are accepted as there are values.
  const words = bits(k, 20)
  const i = words.findIndex((word) => word > 2 ** 31)
  expect(integers(k, 1, { high: words[i]! }, i)[0]).not.toBe(0)
  expect(integers(k, 1, { high: words[i]! + 1 }, i)[0]).toBe(words[i]!)
})
