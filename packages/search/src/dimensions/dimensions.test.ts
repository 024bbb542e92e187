import { readdirSync } from 'node:fs'
import { key } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import type { Dimension } from '../space.ts'
import { random } from '../strategies/index.ts'
import * as dimensions from './index.ts'

const { choice, integer, logUniform, uniform } = dimensions

interface Case {
  readonly make: Dimension
  /** Values at the places 0, 1/2 and almost 1. */
  readonly at: readonly unknown[]
  /** Values of a spread over 1, 3 and 5 points. */
  readonly spread: readonly (readonly unknown[])[]
  readonly refused: readonly (readonly [make: () => unknown, sentence: string])[]
}

const near = (value: number): unknown => expect.closeTo(value, 4)
const cases: Readonly<Record<string, Case>> = {
  uniform: {
    make: uniform(-1, 3),
    at: [-1, 1, near(3)],
    spread: [[1], [-1, 1, 3], [-1, 0, 1, 2, 3]],
    refused: [
      [() => uniform(1, 1), 'uniform was given the range from 1 to 1; it takes two numbers, the lower first.'],
      [() => uniform(0, Infinity), 'the range from 0 to Infinity'],
      [() => uniform(Number.NaN, 1), 'the range from NaN to 1'],
    ],
  },
  logUniform: {
    make: logUniform(0.001, 10),
    at: [near(0.001), near(0.1), near(10)],
    spread: [[near(0.1)], [0.001, near(0.1), 10], [0.001, near(0.01), near(0.1), near(1), 10]],
    refused: [
      [() => logUniform(0, 1), 'logUniform was given the range from 0; it takes numbers above 0'],
      [() => logUniform(2, 1), 'the range from 2 to 1'],
    ],
  },
  integer: {
    make: integer(3, 6),
    at: [3, 5, 6],
    spread: [[5], [3, 5, 6], [3, 4, 5, 6]],
    refused: [
      [() => integer(0.5, 2), 'integer was given the range from 0.5 to 2; it takes integers.'],
      [() => integer(5, 4), 'the range from 5 to 4'],
      [() => integer(-(2 ** 53) + 1, 2 ** 53 - 1), 'which holds more than 2^53 integers'],
    ],
  },
  choice: {
    make: choice(['a', 'b', 'c']),
    at: ['a', 'b', 'c'],
    spread: [
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ],
    refused: [
      [() => choice([]), 'choice was given no values'],
      [() => choice([1, Number.NaN]), 'choice was given NaN, which a log cannot hold'],
      [() => choice([undefined as never]), 'choice was given undefined, which'],
      [() => choice([{ layers: [64, new Date() as never] }]), 'which a log cannot hold'],
    ],
  },
}

test('every dimension of the folder is here', () => {
  expect(Object.keys(dimensions).sort()).toEqual(Object.keys(cases).sort())
  const files = readdirSync(import.meta.dirname).filter((file) => !/^index|\.test\.ts$/.test(file))
  expect(files).toHaveLength(Object.keys(cases).length)
})

describe.each(Object.entries(cases))('%s', (name, { make, at, spread, refused }) => {
  test('equal parts of [0, 1) are equally likely', () => {
    expect([0, 0.5, 1 - 2 ** -24].map(make.quantile)).toEqual(at)
    const places = Array.from({ length: 1200 }, (_, i) => (i + 0.5) / 1200)
    const values = places.map((place) => JSON.stringify(make.quantile(place)))
    const counts = new Set([...new Set(values)].map((value) => values.filter((other) => other === value).length))
    expect(counts.size).toBe(1)
  })

  test('a spread covers it from end to end', () => {
    expect([1, 3, 5].map((points) => make.gridValues(points))).toEqual(spread)
  })

  test('its settings are JSON with its kind', () => {
    expect(JSON.parse(JSON.stringify(make.settings))).toEqual(make.settings)
    expect(make.settings['kind']).toBe(name)
  })

  test('what it cannot be is refused', () => {
    for (const [attempt, sentence] of refused) expect(attempt).toThrow(sentence)
  })
})

test('the ends of a logarithmic range are never passed', () => {
  for (const [low, high] of [
    [1e-3, 1],
    // exp(log(0.3)) is below 0.3.
    [0.3, 0.9],
    [1e-300, 1e300],
  ] as const)
    for (const place of [0, 1e-9, 0.999999, 1 - 2 ** -24]) {
      const value = logUniform(low, high).quantile(place)
      expect(value >= low && value <= high).toBe(true)
    }
})

test('choices keep their types', () => {
  const space = { hidden: choice([64, 128]), keep: uniform(0, 1) }
  const hidden: 64 | 128 = space.hidden.quantile(0)
  expect(hidden).toBe(64)
})

describe('integers of a wide range', () => {
  const drawn = (low: number, high: number, trials = 64) =>
    random({ trials })
      .round({ space: { n: integer(low, high) }, key: key(1), mode: 'min' }, [])
      .map(({ settings }) => settings['n'] as number)

  test.each([24, 25, 32, 40, 53])('all bits of a range of 2^%i are drawn', (size) => {
    const values = drawn(0, 2 ** size - 1, 200)
    for (let bit = 0; bit < size; bit++) {
      const set = values.filter((value) => (BigInt(value) >> BigInt(bit)) & 1n).length
      // Of 200 draws, 6 standard deviations about 100.
      expect(Math.abs(set - 100), `bit ${bit}`).toBeLessThan(43)
    }
  })

  test('up to 2^24 integers the draws have 24 bits, above the same and more', () => {
    const narrow = drawn(0, 2 ** 24 - 1)
    expect(drawn(0, 2 ** 32 - 1).map((value) => Math.floor(value / 256))).toEqual(narrow)
    expect(integer(1, 3).bits).toBe(24)
  })

  test('every draw is in the range', () => {
    for (const [low, high] of [
      [-(2 ** 52), 2 ** 52 - 1],
      [2 ** 53 - 20_000_000, 2 ** 53 - 1],
    ] as const) {
      expect(drawn(low, high).every((value) => Number.isSafeInteger(value) && value >= low && value <= high)).toBe(true)
      expect(integer(low, high).quantile(1 - 2 ** -53)).toBe(high)
    }
  })
})

test('a range of numbers whose width overflows', () => {
  const wide = uniform(-1.7e308, 1.7e308)
  expect([0, 0.5, 0.75].map(wide.quantile)).toEqual([-1.7e308, 0, 0.75 * 1.7e308 - 0.25 * 1.7e308])
})
