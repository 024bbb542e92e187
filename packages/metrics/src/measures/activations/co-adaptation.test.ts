import { key, uniform } from '@thinned/rng'
import { expect, test } from 'vitest'
import { measure } from '../../metric.ts'
import { coAdaptation } from './co-adaptation.ts'

const coAdaptationOf = (activations: ArrayLike<number>, units: number) =>
  measure(coAdaptation(), { activations, units })

test('other numbers of units do not mix', () => {
  const { empty, update, merge } = coAdaptation()
  const [two, three] = [2, 3].map((units) => update(empty(), { activations: [1, 2, 3, 4, 5, 6], units }))
  expect(() => merge(two!, three!)).toThrow('States of 2 and 3 units were to be merged; they are of the same.')
  expect(() => update(two!, { activations: [1], units: 1 })).toThrow(
    'Activations of 1 units were given after those of 2; all batches have the same.',
  )
})

test('by hand: the same, the opposite and an unrelated unit; a dead one is left out', () => {
  // Units: x, −2x + 7, dead, and 1, −1, −1, 1, which is orthogonal to x.
  const rows = [0, 1, 2, 3].map((x) => [x, 7 - 2 * x, 0.1, x === 0 || x === 3 ? 1 : -1])
  expect(coAdaptationOf(rows.flat(), 4)).toBeCloseTo(1 / 3, 15)
})

test('activations far from 0 keep their digits', () => {
  const rows = [0, 1, 2, 3].map((x) => [1e9 + x, 1e9 - x])
  expect(coAdaptationOf(rows.flat(), 2)).toBeCloseTo(1, 14)
})

test('fewer than two units that vary are refused', () => {
  expect(() => coAdaptationOf([1, 2, 1, 3, 1, 4], 2)).toThrow(
    'Co-adaptation is that of two units or more that vary, and of 2 over 3 examples 1 did.',
  )
  expect(() => coAdaptationOf([1, 2], 2)).toThrow('of 2 over 1 examples 0 did.')
})

// 2,016 pairs: the standard deviation of their mean is 1.7 % of it, so chance leaves the bounds once in 20,000 seeds.
test('independent units reach what the docstring says', () => {
  const [units, examples] = [64, 500]
  const reached = coAdaptationOf(uniform(key(3), units * examples), units)
  expect(Math.abs(reached / Math.sqrt(2 / (Math.PI * examples)) - 1)).toBeLessThan(0.07)
})

test('many rows, and any number of units, are those of the definition; a constant unit stays out', () => {
  const [rows, units] = [2500, 6]
  const activations = Array.from(uniform(key(4), rows * units), (x, i) =>
    i % units === 2 ? 0.1 : x + (i % units) * 100,
  )
  const column = (unit: number) => {
    const values = Array.from({ length: rows }, (_, row) => activations[row * units + unit]!)
    const mean = values.reduce((sum, x) => sum + x, 0) / rows
    return values.map((x) => x - mean)
  }
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
  const columns = [0, 1, 3, 4, 5].map(column)
  const pairs = columns.flatMap((a, i) =>
    columns.slice(0, i).map((b) => Math.abs(dot(a, b)) / Math.sqrt(dot(a, a) * dot(b, b))),
  )
  const expected = pairs.reduce((sum, x) => sum + x, 0) / pairs.length
  expect(coAdaptationOf(activations, units)).toBeCloseTo(expected, 10)
})
