import { erf } from '@thinned/math/float64'
import { expect, test } from 'vitest'
import { key } from '../keys/key.ts'
import { bits } from './bits.ts'
import { truncatedNormal } from './truncated-normal.ts'

const limits = [0.1, 1, 2, 3.5]

test.each(limits)('within ± %s each number stands at its place of the distribution function', (limit) => {
  const below = (z: number) => 0.5 * (1 + erf(z / Math.SQRT2))
  const [low, high] = [below(-limit), below(limit)]
  const values = truncatedNormal(key(4), 2000, limit)
  for (const [i, word] of bits(key(4), 2000).entries()) {
    expect(Math.abs(values[i]!)).toBeLessThanOrEqual(Math.fround(limit))
    expect(below(values[i]!)).toBeCloseTo(low + ((word + 0.5) / 2 ** 32) * (high - low), 6)
  }
})

test.each(limits)('moments within ± %s are as stated, within 6 standard errors', (limit) => {
  const n = 100_000
  const values = Float64Array.from(truncatedNormal(key(5), n, limit))
  const density = Math.exp(-(limit ** 2) / 2) / Math.sqrt(2 * Math.PI)
  const variance = 1 - (2 * limit * density) / erf(limit / Math.SQRT2)
  const fourth = 3 * variance - (2 * limit ** 3 * density) / erf(limit / Math.SQRT2)
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const square = values.reduce((sum, value) => sum + value * value, 0) / n
  expect(Math.abs(mean)).toBeLessThan(6 * Math.sqrt(variance / n))
  expect(Math.abs(square - variance)).toBeLessThan(6 * Math.sqrt((fourth - variance ** 2) / n))
})

test('elements are the same from any start; a limit that is none is refused', () => {
  expect(truncatedNormal(key(1), 10, 2, 5)).toEqual(truncatedNormal(key(1), 15, 2).subarray(5))
  for (const limit of [0, -1, 6.5, Number.NaN])
    expect(() => truncatedNormal(key(1), 1, limit)).toThrow(`The limit is ${limit}; it must be above 0 and at most 6.`)
})
