import { expect, test } from 'vitest'
import { key } from '../keys/key.ts'
import { bits } from './bits.ts'
import { fillUniform, uniform } from './uniform.ts'

test('uniform is the upper 24 bits of each word, times 2^−24, exactly', () => {
  const words = bits(key(8), 10_000)
  const u = uniform(key(8), 10_000)
  expect(Array.from(u)).toEqual(Array.from(words, (word) => Math.floor(word / 256) / 2 ** 24))
  expect(u.every((x) => x >= 0 && x < 1)).toBe(true)
})

test('fillUniform writes its own array alone, wherever it lies in a buffer', () => {
  const whole = new Float32Array(60).fill(5)
  fillUniform(key(1), whole.subarray(3, 50), 9)
  expect([...whole]).toEqual([5, 5, 5, ...uniform(key(1), 47, 9), ...new Array(10).fill(5)])
})
