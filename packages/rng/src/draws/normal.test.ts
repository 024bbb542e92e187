import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import vectors from '../../fixtures/vectors.json' with { type: 'json' }
import { key } from '../keys/key.ts'
import { bits } from './bits.ts'
import { fillNormal, normal } from './normal.ts'
import { normalQuantile } from './normal-quantile.ts'

/** A float32 of its 32 bits. */
function float32(word: string): number {
  return new Float32Array(new Uint32Array([Number(word)]).buffer)[0]!
}

describe('normalQuantile', () => {
  // Computed at 40 digits with mpmath and rounded once.
  test.each(vectors.normalQuantile)('of the word $word', ({ word, float32: expected }) => {
    expect(Math.fround(normalQuantile(Number(word)))).toBe(float32(expected))
  })

  test('is antisymmetric and rises', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(normalQuantile(0xffffffff - a)).toBe(-normalQuantile(a))
        if (a !== b) expect(normalQuantile(a) < normalQuantile(b)).toBe(a < b)
      }),
    )
  })

  test('rises across the borders of its two ranges', () => {
    for (const border of [322122547, 0xffffffff - 322122547]) {
      for (let word = border - 50; word < border + 50; word++) {
        expect(normalQuantile(word)).toBeLessThan(normalQuantile(word + 1))
      }
    }
  })
})

describe('normal', () => {
  test('is the quantile of each word, rounded to float32', () => {
    expect([...normal(key(8), 500)]).toEqual(Array.from(bits(key(8), 500), (word) => Math.fround(normalQuantile(word))))
  })

  test('fillNormal writes its own array alone, wherever it lies in a buffer', () => {
    const whole = new Float32Array(60).fill(5)
    fillNormal(key(1), whole.subarray(3, 50), 9)
    expect([...whole]).toEqual([5, 5, 5, ...normal(key(1), 47, 9), ...new Array(10).fill(5)])
  })
})
