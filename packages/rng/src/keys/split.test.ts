import { describe, expect, test } from 'vitest'
import { foldIn } from './fold-in.ts'
import { key } from './key.ts'
import { split } from './split.ts'

describe('split', () => {
  test('gives two keys unless told', () => {
    expect(split(key(1))).toHaveLength(2)
  })

  test('child i is foldIn of i, whatever the count', () => {
    const k = key(9)
    expect(split(k, 5)).toEqual([0, 1, 2, 3, 4].map((i) => foldIn(k, i)))
    expect(split(k, 3)).toEqual(split(k, 5).slice(0, 3))
    expect(split(k, 0)).toEqual([])
  })

  test('is frozen, and so are the keys', () => {
    const children = split(key(1))
    expect(Object.isFrozen(children)).toBe(true)
    expect(children.every((child) => Object.isFrozen(child))).toBe(true)
  })

  test.each([-1, 1.5, Number.NaN, 2 ** 32, '2'])('refuses the count %s', (count) => {
    expect(() => split(key(1), count as never)).toThrow('it must be an integer from 0 to 2^32 − 1.')
  })
})
