import { key } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import expected from '../fixtures/friedman.json' with { type: 'json' }
import { DataError, fingerprint, friedman1Truth, friedman2Truth, take } from '../src/index.ts'
import { generatorCases, rowOf } from './generator-cases.ts'

/**
 * What every generator of the folder holds. Where chance decides, keys are fixed and a bound is 5 standard errors wide, which a right
 * generator misses once in 1.7 · 10^6 tries; there are fewer than 30 such bounds, so that a fresh choice of keys fails once in 50,000.
 */
const SIGMAS = 5
const MANY = 40_000

const generators = await generatorCases()

describe.each(generators)('%s', (_, { make, inputShape, classes, frozen, means, refused }) => {
  const size = 60
  const made = make(size, key(1))

  test('has the shapes, types and classes it says', () => {
    expect(made.inputs.shape).toEqual([size, ...inputShape])
    expect(made.inputs.data).toBeInstanceOf(Float32Array)
    expect(made.classes).toBe(classes)
    expect(made.targets.shape).toEqual(classes === undefined ? [size, 1] : [size])
    expect(made.targets.data).toBeInstanceOf(classes === undefined ? Float32Array : Int32Array)
    if (classes !== undefined) expect(new Set(made.targets.data)).toEqual(new Set(Array(classes).keys()))
    expect(make(0, key(1)).inputs.shape).toEqual([0, ...inputShape])
  })

  test('follows from the key, and a row from its number alone', () => {
    expect(make(size, key(1))).toEqual(made)
    expect(make(size, key(2)).inputs.data).not.toEqual(made.inputs.data)
    expect(make(7, key(1))).toEqual(take(made, [0, 1, 2, 3, 4, 5, 6]))
  })

  test('is frozen', () => {
    expect(fingerprint(make(50, key(1)))).toBe(frozen)
  })

  const large = make(MANY, key(3))
  test.each(Object.entries(means))('has the right mean: %s', (_, [of, mean]) => {
    const values = Array.from({ length: MANY }, (_, row) => of(rowOf(large.inputs, row), large.targets.data[row]!))
    const average = values.reduce((sum, value) => sum + value, 0) / MANY
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (MANY - 1)
    expect(Math.abs(average - mean)).toBeLessThan(SIGMAS * Math.sqrt(variance / MANY))
  })

  test.each(refused)('refuses what makes no data (%#)', (wrong, message) => {
    expect(wrong).toThrow(message)
    expect(wrong).toThrow(DataError)
  })

  test('refuses a size that is none', () => {
    for (const none of [-1, 1.5, Number.NaN, 1e10, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
      expect(() => make(none, key(0))).toThrow(`was given size ${none}`)
      expect(() => make(none, key(0))).toThrow(DataError)
    }
  })
})

test('the formulas are those of scikit-learn', () => {
  for (const [name, truth] of [
    ['friedman1', friedman1Truth],
    ['friedman2', friedman2Truth],
  ] as const) {
    const { x, y } = expected[name]
    for (const [row, value] of y.entries()) expect(truth(x[row]!) / value).toBeCloseTo(1, 14)
  }
})
