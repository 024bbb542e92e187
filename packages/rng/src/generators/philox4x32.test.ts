import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { philox4x32 } from './philox4x32.ts'
import type { FourWords } from './threefry4x32.ts'

const word = fc.integer({ min: 0, max: 0xffffffff })

/** Philox4x32 in whole numbers of any size (Salmon and others, 2011, section 4.3). */
function slowPhilox(key: bigint[], counter: bigint[], rounds: number): number[] {
  let [k0, k1] = key as [bigint, bigint]
  let [x0, x1, x2, x3] = counter as [bigint, bigint, bigint, bigint]
  const mask = 0xffffffffn
  for (let round = 0; round < rounds; round++) {
    const product0 = 0xd2511f53n * x0
    const product1 = 0xcd9e8d57n * x2
    ;[x0, x1, x2, x3] = [(product1 >> 32n) ^ x1 ^ k0, product1 & mask, (product0 >> 32n) ^ x3 ^ k1, product0 & mask]
    k0 = (k0 + 0x9e3779b9n) & mask
    k1 = (k1 + 0xbb67ae85n) & mask
  }
  return [x0, x1, x2, x3].map(Number)
}

describe('Philox4x32', () => {
  // Random123, kat_vectors: counter, key, answer.
  test.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as [FourWords, [number, number], number[]][])('gives the known answer of 10 rounds: %j', (counter, k, answer) => {
    expect(philox4x32(k, counter)).toEqual(answer)
  })

  test('is the law written slowly', () => {
    fc.assert(
      fc.property(fc.tuple(word, word), fc.tuple(word, word, word, word), (k, counter) => {
        expect(philox4x32(k, counter)).toEqual(slowPhilox(k.map(BigInt), counter.map(BigInt), 10))
      }),
    )
  })

  test('refuses what is not words', () => {
    expect(() => philox4x32([0, 0, 0] as never, [0, 0, 0, 0])).toThrow('The key is [0, 0, 0]; it must be an array of 2')
    expect(() => philox4x32([0, 0], [0, 0, 0, Number.NaN])).toThrow('The counter is [0, 0, 0, NaN]; it must be')
  })
})
