import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { key } from '../keys/key.ts'
import { RngError } from '../rng-error.ts'
import { fillMask } from './fill-mask.ts'
import { keepThreshold } from './keep-threshold.ts'
import { maskDraw } from './mask-draw.ts'

const k = key('masks')

function mask(threshold: number, rows: number, columns: number, firstRow: number = 0): Uint8Array {
  const out = new Uint8Array(rows * columns)
  fillMask(k, threshold, rows, columns, out, firstRow)
  return out
}

describe('fillMask', () => {
  test('keeps an element if and only if its draw is below the threshold, and writes nothing else', () => {
    const extent = fc.record({ rows: fc.nat(4), columns: fc.nat(200), outOffset: fc.nat(5) })
    const firstRow = fc.oneof(fc.nat(10), fc.integer({ min: 2 ** 32 - 3, max: 2 ** 32 + 3 }), fc.constant(2 ** 53 - 4))
    fc.assert(
      fc.property(extent, firstRow, fc.integer({ min: 0, max: 2 ** 32 }), ({ rows, columns, outOffset }, first, t) => {
        const out = new Uint8Array(outOffset + rows * columns + 3).fill(9)
        fillMask(k, t, rows, columns, out, first, outOffset)
        const expected = new Uint8Array(out.length).fill(9)
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            expected[outOffset + row * columns + column] = maskDraw(k, first + row, column) < t ? 1 : 0
          }
        }
        expect(out).toEqual(expected)
      }),
    )
  })

  test('keep = draw / 2^32 drops the element and keep = (draw + 1) / 2^32 keeps it', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff })
    const out = new Uint8Array(300)
    fc.assert(
      fc.property(fc.tuple(word, word), fc.maxSafeNat(), fc.nat(299), (someKey, row, column) => {
        const draw = maskDraw(someKey, row, column)
        fillMask(someKey, keepThreshold(draw / 2 ** 32), 1, column + 1, out, row)
        const below = out[column]
        fillMask(someKey, keepThreshold((draw + 1) / 2 ** 32), 1, column + 1, out, row)
        expect([below, out[column]]).toEqual([0, 1])
      }),
      { numRuns: 3000 },
    )
  })

  test('a threshold that ends in zeros drops where the upper half is equal', () => {
    const t = maskDraw(k, 3, 70) & ~0xffff
    const out = mask(t >>> 0, 5, 100)
    expect(out[370]).toBe(0)
  })

  test('at 0 drops all and at 2^32 keeps all', () => {
    expect(mask(0, 3, 70)).toEqual(new Uint8Array(210))
    expect(mask(2 ** 32, 3, 70)).toEqual(new Uint8Array(210).fill(1))
    const out = new Uint8Array(10).fill(9)
    fillMask(k, 2 ** 32, 2, 2, out, 0, 3)
    expect([...out]).toEqual([9, 9, 9, 1, 1, 1, 1, 9, 9, 9])
    fillMask(k, 0, 2, 2, out, 0, 3)
    expect([...out]).toEqual([9, 9, 9, 0, 0, 0, 0, 9, 9, 9])
  })

  test('a batch may be cut anywhere', () => {
    const t = keepThreshold(0.6)
    const whole = mask(t, 20, 130)
    fc.assert(
      fc.property(fc.nat(20), (cut) => {
        expect([...mask(t, cut, 130), ...mask(t, 20 - cut, 130, cut)]).toEqual([...whole])
      }),
    )
  })

  test('a narrower mask is the left part of a wider one', () => {
    const t = keepThreshold(0.5)
    const wide = mask(t, 1, 200)
    for (let columns = 0; columns <= 200; columns++) expect(mask(t, 1, columns)).toEqual(wide.slice(0, columns))
  })

  test('a higher keep keeps all that a lower keep kept', () => {
    const low = mask(keepThreshold(0.3), 10, 300)
    const high = mask(keepThreshold(0.7), 10, 300)
    expect(low.every((kept, i) => kept <= high[i]!)).toBe(true)
  })

  test.each([
    [() => fillMask([0] as never, 1, 1, 1, new Uint8Array(1)), 'The key is [0]'],
    [
      () => mask(-1, 1, 1),
      'The threshold is -1; it must be an integer from 0 to 2^32. Make one with keepThreshold(keep).',
    ],
    [() => mask(2 ** 32 + 1, 1, 1), 'The threshold is 4294967297'],
    [() => mask(0.5, 1, 1), 'The threshold is 0.5'],
    [
      () => fillMask(k, 5, -1, 2, new Uint8Array(9)),
      'The mask is -1 rows by 2 columns; both must be integers, 0 or more.',
    ],
    [() => fillMask(k, 5, 1, 1.5, new Uint8Array(9)), 'The mask is 1 rows by 1.5 columns'],
    [() => fillMask(k, 5, 0, 2 ** 35 + 1, new Uint8Array(9)), 'mask law 1 has 2^35 of them'],
    [() => mask(5, 1, 1, -1), 'The mask is 1 rows from row -1; they must be integers within 0 … 2^53 − 1.'],
    [() => mask(5, 2, 1, 2 ** 53 - 1), 'The mask is 2 rows from row 9007199254740991'],
    [() => fillMask(k, 5, 2, 3, new Uint8Array(5)), 'The output holds 5 elements; 6 from offset 0 must fit in it.'],
    [() => fillMask(k, 5, 2, 3, new Uint8Array(7), 0, 2), '6 from offset 2 must fit'],
    [() => fillMask(k, 5, 2, 3, new Uint8Array(7), 0, -1), 'from offset -1'],
    [() => fillMask(k, 2 ** 32, 2, 3, new Uint8Array(5)), 'The output holds 5 elements'],
  ])('refuses a bad call: %s', (call, message) => {
    expect(call).toThrow(RngError)
    expect(call).toThrow(message)
  })
})
