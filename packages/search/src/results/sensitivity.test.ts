import { expect, test } from 'vitest'
import type { TrialRecord } from '../trials/trial-record.ts'
import { sensitivity } from './sensitivity.ts'

const trials = (rows: readonly (readonly [settings: TrialRecord['settings'], value: number])[], round = 0) =>
  rows.map(([settings, value], index): TrialRecord => ({ round, index, budget: 1, settings, value, seconds: 0 }))

test('by hand: ranks 0 to 5 in two groups', () => {
  const rows = [1, 2, 3, 10, 20, 30].map((value, i) => [{ a: i < 3 ? 'x' : 'y', b: i % 2 }, value] as const)
  const { a, b } = sensitivity(trials(rows))
  // Total 17.5 / 5; within the groups of a 2 + 2 over 4, within those of b 8 + 8 over 4.
  expect(a).toBeCloseTo(1 - 1 / 3.5, 12)
  expect(b).toBeCloseTo(1 - 4 / 3.5, 12)
})

test('a bowl over a range is seen, where a correlation would see nothing', () => {
  const rows = Array.from({ length: 40 }, (_, i) => [{ keep: i / 40, seed: (i * 17) % 40 }, (i - 19.5) ** 2] as const)
  const { keep, seed } = sensitivity(trials(rows))
  expect(keep).toBeGreaterThan(0.7)
  expect(Math.abs(seed!)).toBeLessThan(0.2)
})

test('failures, NaN and later rounds do not count; too few trials say nothing', () => {
  const rows = [1, 2, 3, 10, 20, 30].map((value, i) => [{ a: i < 3 ? 'x' : 'y' }, value] as const)
  const whole = trials(rows)
  const more = [...whole, ...trials([[{ a: 'x' }, Number.NaN]]), ...trials([[{ a: 'x' }, 99]], 1)]
  expect(sensitivity(more)).toEqual(sensitivity(whole))
  expect(sensitivity(trials([[{ a: 1 }, 1]]))).toEqual({ a: Number.NaN })
  expect(sensitivity([])).toEqual({})
})
