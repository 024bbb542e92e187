import { key, normal, uniform } from '@thinned/rng'
import fc from 'fast-check'
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

test.each([
  [randomNormal, normal],
  [randomUniform, uniform],
] as const)('rows of a stream can be drawn in any order, also several times: %o', (random, draw) => {
  for (const size of [1, 3, 32, 50, 64]) {
    const start = [7, 0, 31, 31, 64, 2 ** 36 + 5, 1000].map((row) => row * (row < 2000 ? size : 1))
    const expected = start.flatMap((one) => [...draw(key(1), size, one)])
    expect([...random(key(1), [7, size], { start }).readSync()]).toEqual(expected)
  }
  expect(random(key(1), [0, 3], { start: [] }).shape).toEqual([0, 3])
  expect(random(key(1), [2, 0], { start: [5, 6] }).shape).toEqual([2, 0])
})

test.each([
  [[1], 'was given the start [1]; it takes an integer from 0, or a list of one for each index of axis 0.'],
  [
    [0, -1],
    'was given the start -1 in a list; each is an integer from 0, and 3 elements from there end at 2^37 at the latest.',
  ],
  [[2 ** 37 - 2, 0], 'was given the start 137438953470 in a list'],
  ['5', 'was given the start "5"; it takes an integer from 0'],
])('a list of starts that is none is refused (%#)', (start, message) => {
  expect(() => randomNormal(key(1), [2, 3], { start: start as never })).toThrow(message)
})

test('a start that is none is refused', () => {
  for (const start of [-1, 0.5, Number.NaN, 2 ** 37])
    expect(() => randomNormal(key(1), [2], { start })).toThrow(
      `was given the start ${start}; it takes an integer from 0`,
    )
})

test('no uniform draw is below low or equal to high, whatever the rounding', () => {
  const drawn = randomUniform(key(1), [300_000], { low: 100, high: 101 }).readSync()
  // Without a bound one is 101.
  const unbound = uniform(key(1), 300_000).filter((u) => Math.fround(100 + u) === 101)
  expect(unbound.length).toBeGreaterThan(0)
  expect(drawn.filter((value) => value >= 101)).toHaveLength(0)
  const bounds = fc.float({ noNaN: true, noDefaultInfinity: true })
  fc.assert(
    fc.property(
      bounds,
      bounds,
      fc.constantFrom('float32' as const, 'float64' as const),
      fc.nat(),
      (a, b, dtype, seed) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        fc.pre(low < high && Math.fround(high - low) < Infinity)
        for (const value of randomUniform(key(seed), [8], { low, high, dtype }).readSync())
          expect(value >= low && value < high, `${value}`).toBe(true)
      },
    ),
  )
})

test('a range without numbers, or wider than the dtype, is refused', () => {
  const draw = (low: number, high: number, dtype?: 'float64') => () =>
    randomUniform(key(1), [2], { low, high, ...(dtype && { dtype }) })
  const sentence = 'it takes two finite numbers of float32, the lower first'
  for (const [low, high] of [
    [1, 1],
    [1, 0],
    [0, Number.NaN],
    [0, Infinity],
    [-3e38, 3e38],
    [1, 1 + 1e-9],
  ] as const)
    expect(draw(low, high)).toThrow(`randomUniform was given the range from ${low} to ${high}; ${sentence}`)
  expect(draw(-3e38, 3e38, 'float64')().dtype).toBe('float64')
  expect(randomUniform(key(1), [0, 2], { high: Infinity }).size).toBe(0)
})
