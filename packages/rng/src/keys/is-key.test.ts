import { describe, expect, test } from 'vitest'
import { bits } from '../draws/bits.ts'
import { isKey } from './is-key.ts'
import { key } from './key.ts'

describe('isKey', () => {
  test.each([[key(7)], [[0, 0]], [[0xffffffff, 1]], [JSON.parse(JSON.stringify(key('a')))]])('accepts %j', (value) => {
    expect(isKey(value)).toBe(true)
  })

  test.each([
    [[0]],
    [[0, 0, 0]],
    [[0, -1]],
    [[0, 2 ** 32]],
    [[0, 0.5]],
    [[0, '1']],
    [[0n, 1n]],
    [7],
    [null],
    [undefined],
  ])('refuses %s', (value) => {
    expect(isKey(value)).toBe(false)
  })

  test('what draws refuses what is no key, with a sentence', () => {
    expect(() => bits(42 as never, 1)).toThrow(
      'The key is 42; it must be a pair of integers from 0 to 4294967295. Make one with key(seed), split or foldIn.',
    )
  })
})
