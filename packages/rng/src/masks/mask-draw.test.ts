import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskDraw as slowMaskDraw } from '../../test/slow-law.ts'
import { key } from '../keys/key.ts'
import { maskDraw } from './mask-draw.ts'

const word = fc.integer({ min: 0, max: 0xffffffff })

describe('maskDraw', () => {
  test('is the law written slowly', () => {
    fc.assert(
      fc.property(
        fc.tuple(word, word),
        fc.oneof(fc.nat(1000), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
        fc.oneof(fc.nat(1000), fc.integer({ min: 0, max: 2 ** 35 - 1 })),
        (k, row, column) => {
          expect(maskDraw(k, row, column)).toBe(Number(slowMaskDraw(k.map(BigInt), BigInt(row), BigInt(column))))
        },
      ),
    )
  })

  test.each([-1, 0.5, 2 ** 53, Number.NaN])('refuses the row %s', (row) => {
    expect(() => maskDraw(key(0), row, 0)).toThrow('it must be an integer from 0 to 2^53 − 1.')
  })

  test.each([-1, 0.5, 2 ** 35, Number.NaN])('refuses the column %s', (column) => {
    expect(() => maskDraw(key(0), 0, column)).toThrow('it must be an integer from 0 to 2^35 − 1.')
  })
})
