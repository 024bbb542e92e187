import { expect, test } from 'vitest'
import type { TrialRecord } from '../trials/trial-record.ts'
import { bestOf, rankTrials } from './rank-trials.ts'

const trial = (index: number, value?: number, round = 0): TrialRecord => ({
  round,
  index,
  budget: 1,
  settings: {},
  seconds: 0,
  ...(value === undefined ? { error: 'planted' } : { value }),
})
const order = (trials: readonly TrialRecord[], mode: 'min' | 'max' = 'min') =>
  rankTrials(trials, mode).map(({ index }) => index)

test('numbers, then NaN, then failures; equals by their index', () => {
  const trials = [trial(0), trial(1, Number.NaN), trial(2, Infinity), trial(3, 1), trial(4, -Infinity), trial(5, 1)]
  expect(order(trials)).toEqual([4, 3, 5, 2, 1, 0])
  expect(order(trials, 'max')).toEqual([2, 3, 5, 4, 1, 0])
  expect(order(trials.toReversed())).toEqual(order(trials))
  expect(order([trial(1, Infinity), trial(0, Infinity)])).toEqual([0, 1])
})

test('a later round comes first, unless it failed', () => {
  expect(order([trial(0, 1), trial(1, 9, 1), trial(2, undefined, 2)])).toEqual([1, 0, 2])
})

test('the best is one that gave a number', () => {
  expect(bestOf([trial(0, 2), trial(1, 1)], 'min')?.index).toBe(1)
  expect(bestOf([trial(0), trial(1, Number.NaN)], 'min')).toBeUndefined()
  expect(bestOf([], 'min')).toBeUndefined()
})
