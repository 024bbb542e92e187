import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chiSquareP } from '../../test/p-values.ts'
import { streamInteger } from '../../test/slow-law.ts'
import { key } from '../keys/key.ts'
import { integers } from './integers.ts'

const k = key('integers')

describe('integers', () => {
  test('are the law written slowly', () => {
    const low = fc.oneof(fc.integer({ min: -10, max: 10 }), fc.integer({ min: -(2 ** 52), max: 2 ** 52 }))
    const count = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 2 ** 31 - 2, max: 2 ** 32 }))
    fc.assert(
      fc.property(low, count, fc.maxSafeNat(), (from, values, i) => {
        const slow = streamInteger(k.map(BigInt), BigInt(i), BigInt(from), BigInt(from + values))
        expect([...integers(k, 1, { low: from, high: from + values }, i)]).toEqual([Number(slow)])
      }),
      {
        examples: [[-(2 ** 31), 2 ** 32, 5] as const, [0, 2 ** 32, 0] as const, [7, 1, 0] as const].map((e) => [...e]),
      },
    )
  })

  test('lie in the range, and low is 0 unless given', () => {
    expect([...new Set(integers(k, 300, { high: 4 }))].sort()).toEqual([0, 1, 2, 3])
    expect([...new Set(integers(k, 300, { low: -2, high: 1 }))].sort((a, b) => a - b)).toEqual([-2, -1, 0])
    expect([...integers(k, 3, { low: 9, high: 10 })]).toEqual([9, 9, 9])
  })

  // Without rejection the lower half of these values would come twice as often (a chi-square of 10^4).
  test.each([3 * 2 ** 30, 2 ** 31 + 1, 2 ** 32 - 1, 2 ** 32, 10, 7])('are equally likely among %d', (count) => {
    const LENGTH = 100_000
    const BINS = Math.min(count, 12)
    const seen = new Array<number>(BINS).fill(0)
    for (const value of integers(k, LENGTH, { high: count })) seen[Math.floor((value / count) * BINS)]!++
    const expected = LENGTH / BINS
    const chiSquare = seen.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
    expect(chiSquareP(chiSquare, BINS - 1)).toBeGreaterThan(1e-6)
  })

  test.each([
    [{ high: 0 }, 'The range from 0 to 0 holds 0 integers (high is excluded); it must hold from 1 to 2^32.'],
    [{ low: 5, high: 2 }, 'The range from 5 to 2 holds 0 integers'],
    [{ high: 2 ** 32 + 1 }, 'The range from 0 to 4294967297 holds 4294967297 integers'],
    [{ high: 1.5 }, 'The range is from 0 to 1.5; both must be integers within ±(2^53 − 1)'],
    [{ low: Number.NaN, high: 1 }, 'The range is from NaN to 1'],
    [{ low: -(2 ** 53), high: 1 }, 'The range is from -9007199254740992 to 1'],
    [{}, 'The range is from 0 to undefined'],
  ])('refuse the range %j', (range, message) => {
    expect(() => integers(k, 1, range as never)).toThrow(message)
  })
})
