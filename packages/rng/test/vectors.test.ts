import { describe, expect, test } from 'vitest'
import vectors from '../fixtures/vectors.json' with { type: 'json' }
import * as rng from '../src/index.ts'
import * as jax from '../src/jax/index.ts'
import * as slow from './slow-law.ts'

/** The vectors are numbers that another program can aim at: each is checked against this package and the slow law. */

function hex(word: number | bigint): string {
  return `0x${word.toString(16).padStart(8, '0')}`
}

function keyOf(words: string[]): rng.Key {
  return [Number(words[0]), Number(words[1])]
}

function slowKeyOf(words: string[]): bigint[] {
  return words.map(BigInt)
}

describe('keys', () => {
  test.each(vectors.keys)('key of the $type $seed', ({ seed, type, key }) => {
    const ours = rng.key(type === 'integer' ? BigInt(seed) : seed)
    const theirs = type === 'integer' ? slow.keyOfInteger(BigInt(seed)) : slow.foldString([0n, 0n], seed)
    expect(ours.map(hex)).toEqual(key)
    expect(theirs.map(hex)).toEqual(key)
  })

  test.each(vectors.foldIn)('foldIn of the $type $data', ({ key, data, type, result }) => {
    const ours = rng.foldIn(keyOf(key), type === 'integer' ? Number(data) : data)
    const theirs =
      type === 'integer' ? slow.foldInteger(slowKeyOf(key), BigInt(data)) : slow.foldString(slowKeyOf(key), data)
    expect(ours.map(hex)).toEqual(result)
    expect(theirs.map(hex)).toEqual(result)
  })

  test.each(vectors.split)('split into $count', ({ key, count, result }) => {
    expect(rng.split(keyOf(key), count).map((child) => child.map(hex))).toEqual(result)
    expect(result.map((_, i) => slow.foldInteger(slowKeyOf(key), BigInt(i)).map(hex))).toEqual(result)
  })
})

describe('draws', () => {
  test.each(vectors.bits)('word $index', ({ key, index, word }) => {
    expect(hex(rng.bits(keyOf(key), 1, Number(index))[0]!)).toBe(word)
    expect(hex(slow.streamWord(slowKeyOf(key), BigInt(index)))).toBe(word)
  })

  // The second computation of these was made at 40 digits with mpmath, and rounded once.
  test.each(vectors.normal)('normal $index', ({ key, index, float32 }) => {
    expect(hex(new Uint32Array(rng.normal(keyOf(key), 1, Number(index)).buffer)[0]!)).toBe(float32)
  })

  test.each(vectors.integers)('integer $index of $low … $high', ({ key, low, high, index, value }) => {
    const range = { low: Number(low), high: Number(high) }
    expect(String(rng.integers(keyOf(key), 1, range, Number(index))[0])).toBe(value)
    expect(String(slow.streamInteger(slowKeyOf(key), BigInt(index), BigInt(low), BigInt(high)))).toBe(value)
  })

  test.each(vectors.permutation)('permutation of $n', ({ key, n, order }) => {
    expect([...rng.permutation(keyOf(key), n)]).toEqual(order)
    expect(slow.permutation(slowKeyOf(key), n)).toEqual(order)
  })

  test.each(vectors.jaxBits)('word $index of JAX', ({ key, index, word }) => {
    expect(hex(jax.bits(keyOf(key), 1, Number(index))[0]!)).toBe(word)
    expect(hex(slow.jaxWord(slowKeyOf(key), BigInt(index)))).toBe(word)
  })
})

describe('mask law 1', () => {
  test('is the law of these vectors', () => {
    expect(rng.MASK_LAW).toBe(1)
  })

  test.each(vectors.mask)('row $row, column $column', ({ key, row, column, draw }) => {
    expect(hex(rng.maskDraw(keyOf(key), Number(row), Number(column)))).toBe(draw)
    expect(hex(slow.maskDraw(slowKeyOf(key), BigInt(row), BigInt(column)))).toBe(draw)
  })
})
