import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldString } from '../../test/slow-law.ts'
import { text } from '../../test/text.ts'
import { threefry2x32 } from '../generators/threefry2x32.ts'
import { RngError } from '../rng-error.ts'
import { foldIn } from './fold-in.ts'
import { key } from './key.ts'

const k = key(2026)

describe('foldIn', () => {
  test('of an integer is a block with the counter [0, n]', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (n) => {
        expect(foldIn(k, n)).toEqual(threefry2x32([k[0], k[1]], [0, n]))
      }),
    )
  })

  test('of a string is the law written slowly, whatever its characters and its length', () => {
    fc.assert(
      fc.property(text, (sample) => {
        expect(foldIn(k, sample)).toEqual(foldString(k.map(BigInt), sample).map(Number))
      }),
    )
  })

  test('tells apart texts that differ by zeros at the end, and a text from the same texts in parts', () => {
    const texts = ['', '\0', '\0\0', 'ab', 'ab\0', 'ab\0\0', 'abcd', 'abcd\0']
    expect(new Set(texts.map((each) => foldIn(k, each).join())).size).toBe(texts.length)
    expect(foldIn(foldIn(k, 'ab'), 'cd')).not.toEqual(foldIn(k, 'abcd'))
    expect(foldIn(k, '1')).not.toEqual(foldIn(k, 1))
  })

  test('gives a frozen key', () => {
    expect(Object.isFrozen(foldIn(k, 3))).toBe(true)
  })

  test.each([
    [-1, '-1'],
    [2 ** 32, '4294967296'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [3n, '3n'],
    ['\ud83c', '"\\ud83c"'],
    [undefined, 'undefined'],
  ])('refuses to fold in %s', (data, shown) => {
    expect(() => foldIn(k, data as never)).toThrow(RngError)
    expect(() => foldIn(k, data as never)).toThrow(
      `The data to fold in is ${shown}; it must be an integer from 0 to 2^32 − 1 or a well-formed string`,
    )
  })

  test('refuses what is no key', () => {
    expect(() => foldIn([1] as never, 0)).toThrow('The key is [1]')
  })
})
