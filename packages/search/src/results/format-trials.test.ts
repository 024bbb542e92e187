import { expect, test } from 'vitest'
import type { TrialRecord } from '../trials/trial-record.ts'
import { formatTrials } from './format-trials.ts'

const trial = (settings: TrialRecord['settings'], value?: number, budget = 1): TrialRecord => ({
  round: 0,
  index: 0,
  budget,
  settings,
  seconds: 0,
  ...(value === undefined ? { error: 'planted' } : { value }),
})

test('columns, digits, failures, and as many rows as asked for', () => {
  const trials = [
    trial({ rate: 1.23456e-5, layers: [64, 64], kind: 'relu' }, 0.123456),
    trial({ rate: 1, layers: [8], kind: 'selu' }, Number.NaN),
    trial({ rate: 0.5, layers: [], kind: 'x' }),
    trial({ rate: 2, layers: [], kind: 'y' }, 1),
  ]
  expect(formatTrials(trials, { rows: 3 })).toBe(
    [
      'rank   value        rate   layers  kind',
      '   1  0.1235  0.00001235  [64,64]  relu',
      '   2     NaN           1      [8]  selu',
      '   3  failed         0.5       []     x',
    ].join('\n'),
  )
})

test('budgets where they vary', () => {
  expect(formatTrials([trial({ a: 1 }, 0.5, 9), trial({ a: 2 }, 0.25, 3)])).toBe(
    ['rank  value  budget  a', '   1    0.5       9  1', '   2   0.25       3  2'].join('\n'),
  )
  expect(formatTrials([])).toBe('rank  value')
})

test('settings that are the same in all of several trials are left out', () => {
  const rows = (...trials: TrialRecord[]) => formatTrials(trials).split('\n')
  expect(rows(trial({ a: [1], b: 2 }, 0), trial({ a: [1], b: 3 }, 0))[0]).toBe('rank  value  b')
  expect(rows(trial({ a: [1], b: 2 }, 0))[0]).toBe('rank  value    a  b')
})
