import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chiSquareP } from '../../test/p-values.ts'
import { permutation as slowPermutation } from '../../test/slow-law.ts'
import { foldIn } from '../keys/fold-in.ts'
import { key } from '../keys/key.ts'
import { permutation } from './permutation.ts'

const k = key('permutation')

describe('permutation', () => {
  test('holds every number once', () => {
    fc.assert(
      fc.property(fc.nat(5000), (n) => {
        expect([...permutation(k, n)].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i))
      }),
      { examples: [[0], [1], [2]], numRuns: 30 },
    )
  })

  test('is the law written slowly', () => {
    for (const n of [2, 3, 10, 100]) expect([...permutation(k, n)]).toEqual(slowPermutation(k.map(BigInt), n))
  })

  test('all 24 orders of four things are equally likely', () => {
    const KEYS = 48_000
    const seen = new Map<string, number>()
    for (let i = 0; i < KEYS; i++) {
      const order = permutation(foldIn(k, i), 4).join()
      seen.set(order, (seen.get(order) ?? 0) + 1)
    }
    expect(seen.size).toBe(24)
    const expected = KEYS / 24
    const chiSquare = [...seen.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
    expect(chiSquareP(chiSquare, 23)).toBeGreaterThan(1e-6)
  })

  test.each([-1, 0.5, Number.NaN, 2 ** 32])('refuses %s things', (n) => {
    expect(() => permutation(k, n)).toThrow('it must be an integer from 0 to 2^32 − 1.')
  })
})
