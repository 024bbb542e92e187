import { key, normal, uniform } from '@thinned/rng'
import { expect, test } from 'vitest'
import { randomNormal, randomUniform } from './random.ts'

test.each([
  [randomNormal, normal],
  [randomUniform, uniform],
] as const)('a part of a stream can be drawn by itself: %o', (random, draw) => {
  for (const start of [0, 1, 31, 32, 1000, 2 ** 36]) {
    expect(random(key(1), [3, 50], { start }).readSync()).toEqual(draw(key(1), 150, start))
  }
  expect(random(key(1), [0, 3], { start: 7 }).shape).toEqual([0, 3])
})

test('a start that is none is refused', () => {
  for (const start of [-1, 0.5, Number.NaN, 2 ** 37])
    expect(() => randomNormal(key(1), [2], { start })).toThrow(
      `was given the start ${start}; it takes an integer from 0`,
    )
})
