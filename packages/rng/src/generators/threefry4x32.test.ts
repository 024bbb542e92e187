import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { threefry } from '../../test/slow-law.ts'
import { type FourWords, threefry4x32 } from './threefry4x32.ts'

const word = fc.integer({ min: 0, max: 0xffffffff })
const four = fc.tuple(word, word, word, word)

const ZEROS: FourWords = [0, 0, 0, 0]
const ONES: FourWords = [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff]
const PI_COUNTER: FourWords = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]
const PI_KEY: FourWords = [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89]

describe('Threefry4x32', () => {
  // Random123, kat_vectors: counter, key, answer.
  test.each([
    [ZEROS, ZEROS, [0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8]],
    [ONES, ONES, [0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732]],
    [PI_COUNTER, PI_KEY, [0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84]],
  ] as [FourWords, FourWords, number[]][])('gives the known answer of 20 rounds: %j', (counter, k, answer) => {
    expect(threefry4x32(k, counter)).toEqual(answer)
  })

  test('the slow law gives the known answers of other numbers of rounds, so the round number is told apart', () => {
    const slow = (rounds: number) => threefry(PI_KEY.map(BigInt), PI_COUNTER.map(BigInt), rounds).map(Number)
    expect(slow(13)).toEqual([0x4aa71d8f, 0x734738c2, 0x431fc6a8, 0xae6debf1])
    expect(slow(20)).toEqual([0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84])
    expect(slow(72)).toEqual([0x09930adf, 0x7f27bd55, 0x9ed68ce1, 0x97f803f6])
  })

  test('is the law written slowly', () => {
    fc.assert(
      fc.property(four, four, (k, counter) => {
        expect(threefry4x32(k, counter)).toEqual(threefry(k.map(BigInt), counter.map(BigInt)).map(Number))
      }),
    )
  })

  test('refuses what is not four words', () => {
    expect(() => threefry4x32([0, 0, 0, 2 ** 32], ZEROS)).toThrow(
      'The key is [0, 0, 0, 4294967296]; it must be an array of 4',
    )
    expect(() => threefry4x32(ZEROS, [1, 2] as never)).toThrow('The counter is [1, 2]; it must be an array of 4')
  })
})
