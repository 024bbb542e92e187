import { describe, expect, test } from 'vitest'
import vectors from '../fixtures/vectors.json' with { type: 'json' }
import * as float64 from '../src/float64/index.ts'
import * as float32 from '../src/index.ts'
import { DIGESTED, digest } from './digest.ts'

/**
 * The vectors hold the sequences still: another language or backend that repeats them has these bits. A NaN is written
 * with one pattern, and any NaN agrees with it.
 */
function single(word: string): number {
  return new Float32Array(Uint32Array.of(Number(word)).buffer)[0]!
}

function double(word: string): number {
  return new Float64Array(BigUint64Array.of(BigInt(word)).buffer)[0]!
}

const { MathError: _, ...singles } = float32

describe.each([
  { precision: 'float32', of: single, functions: { ...singles }, rows: vectors.float32 },
  { precision: 'float64', of: double, functions: { ...float64 }, rows: vectors.float64 },
])('$precision', ({ of, functions, rows }) => {
  test('every function has vectors', () => {
    expect(Object.keys(rows).sort()).toEqual(Object.keys(functions).sort())
    for (const [name, list] of Object.entries(rows)) expect(list.length, name).toBeGreaterThan(60)
  })

  test.each(Object.entries(rows))('%s', (name, list) => {
    const apply = functions[name as keyof typeof functions] as (...numbers: number[]) => number
    const wrong = list.filter((words) => {
      const numbers = words.map(of)
      return !Object.is(apply(...numbers.slice(0, -1)), numbers.at(-1))
    })
    expect(wrong).toEqual([])
  })
})

describe('digests, which feel the last bit of almost any coefficient', () => {
  test('go over the words that the file names', () => {
    const { from, to, step } = vectors.digested
    expect({ from: Number(from), to: Number(to), step }).toEqual(DIGESTED)
  })

  test.each(Object.entries(vectors.digests))('%s', (name, word) => {
    expect(digest(singles[name as keyof typeof vectors.digests])).toBe(Number(word))
  })
})
