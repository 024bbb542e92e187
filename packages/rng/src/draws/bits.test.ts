import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamWord } from '../../test/slow-law.ts'
import { key } from '../keys/key.ts'
import { maskDraw } from '../masks/mask-draw.ts'
import { bits, fillBits } from './bits.ts'

const word = fc.integer({ min: 0, max: 0xffffffff })

describe('bits', () => {
  test('are the law written slowly, at any index', () => {
    fc.assert(
      fc.property(fc.tuple(word, word), fc.maxSafeNat(), (k, i) => {
        expect([...bits(k, 1, i)]).toEqual([Number(streamWord(k.map(BigInt), BigInt(i)))])
      }),
    )
    const k = key(3)
    const slow = Array.from({ length: 150 }, (_, i) => Number(streamWord(k.map(BigInt), BigInt(i))))
    expect([...bits(k, 150)]).toEqual(slow)
  })

  test('may cross 2^32 words of a counter', () => {
    const start = 2 ** 34 - 5
    expect([...bits(key(3), 70, start)]).toEqual(
      Array.from({ length: 70 }, (_, i) => Number(streamWord([0n, 3n], BigInt(start + i)))),
    )
  })

  test('fillBits writes its own array alone, wherever it lies in a buffer', () => {
    const whole = new Uint32Array(80).fill(5)
    fillBits(key(1), whole.subarray(7, 70), 9)
    expect([...whole]).toEqual([...new Array(7).fill(5), ...bits(key(1), 63, 9), ...new Array(10).fill(5)])
  })

  test('share no block with masks', () => {
    const drawn = bits(key(1), 64)
    const upperHalves = Array.from({ length: 64 }, (_, column) => Math.floor(maskDraw(key(1), 0, column) / 65536))
    expect(upperHalves.filter((half, i) => half === drawn[i]! >>> 16).length).toBeLessThan(3)
  })
})
