import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RngError } from '../rng-error.ts'
import { foldIn } from './fold-in.ts'
import { key } from './key.ts'

describe('key', () => {
  test('of an integer is its two words in two’s complement', () => {
    expect(key(0)).toEqual([0, 0])
    expect(key(-0)).toEqual([0, 0])
    expect(key(42)).toEqual([0, 42])
    expect(key(2 ** 32 + 5)).toEqual([1, 5])
    expect(key(-1)).toEqual([0xffffffff, 0xffffffff])
    expect(key(-(2 ** 63))).toEqual([0x80000000, 0])
    expect(key(2 ** 63)).toEqual([0x80000000, 0])
    expect(key(2n ** 64n - 1n)).toEqual([0xffffffff, 0xffffffff])
    expect(key(2n ** 53n + 1n)).toEqual([0x200000, 1])
  })

  test('of a number and of the bigint of the same value are one', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        expect(key(seed)).toEqual(key(BigInt(seed)))
      }),
    )
  })

  test('of a string folds it into key(0)', () => {
    expect(key('run 7')).toEqual(foldIn(key(0), 'run 7'))
    expect(key('')).toEqual(foldIn(key(0), ''))
    expect(key('0')).not.toEqual(key(0))
  })

  test('is frozen', () => {
    expect(Object.isFrozen(key(1))).toBe(true)
    expect(Object.isFrozen(key('a'))).toBe(true)
  })

  test.each([
    [0.5, '0.5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [2 ** 64, '18446744073709552000'],
    [2n ** 64n, '18446744073709551616n'],
    [-(2n ** 63n) - 1n, '-9223372036854775809n'],
    [null, 'null'],
    [undefined, 'undefined'],
    [true, 'true'],
    [[1], '[1]'],
    [{ seed: 1 }, '{ seed }'],
  ])('refuses the seed %s', (seed, shown) => {
    expect(() => key(seed as never)).toThrow(RngError)
    expect(() => key(seed as never)).toThrow(
      `The seed is ${shown}; it must be an integer from −2^63 to 2^64 − 1 (a number or a bigint) or a string.`,
    )
  })

  test('refuses a string with half a character', () => {
    expect(() => key('a\ud83c')).toThrow('well-formed string')
  })
})
