import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { threefry } from '../../test/slow-law.ts'
import { threefry2x32 } from './threefry2x32.ts'

const word = fc.integer({ min: 0, max: 0xffffffff })

describe('Threefry2x32', () => {
  // Random123, kat_vectors: counter, key, answer.
  test.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x243f6a88, 0x85a308d3],
      [0x13198a2e, 0x03707344],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as [[number, number], [number, number], number[]][])(
    'gives the known answer of 20 rounds: %j',
    (counter, k, answer) => {
      expect(threefry2x32(k, counter)).toEqual(answer)
    },
  )

  test('is the law written slowly', () => {
    fc.assert(
      fc.property(fc.tuple(word, word), fc.tuple(word, word), (k, counter) => {
        expect(threefry2x32(k, counter)).toEqual(threefry(k.map(BigInt), counter.map(BigInt)).map(Number))
      }),
    )
  })

  test('refuses what is not two words', () => {
    expect(() => threefry2x32([0, -1], [0, 0])).toThrow(
      'The key is [0, -1]; it must be an array of 2 integers from 0 to 4294967295',
    )
    expect(() => threefry2x32([0, 1], [0.5, 0])).toThrow('The counter is [0.5, 0]; it must be an array of 2')
    expect(() => threefry2x32([0, 1], [0, 0, 0] as never)).toThrow('The counter is [0, 0, 0]')
    expect(() => threefry2x32(7 as never, [0, 0])).toThrow('The key is 7')
  })
})
