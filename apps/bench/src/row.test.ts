import { expect, test } from 'vitest'
import { costRatio, rowOf } from './row.ts'

test('a row holds the median, the range and the notes', () => {
  const identity = { library: 'thinned', mode: 'deterministic', threads: 2 }
  expect(rowOf('mlp', 'ms', identity, [7, 5, 6], ['', 'slow', '', 'noise'])).toEqual({
    workload: 'mlp',
    library: 'thinned',
    mode: 'deterministic',
    threads: 2,
    value: 6,
    unit: 'ms',
    min: 5,
    max: 7,
    note: 'slow; noise',
  })
})

test('costs: more of a rate is less', () => {
  expect(costRatio({ value: 6, unit: 'ms' }, { value: 24, unit: 'ms' })).toBe(0.25)
  expect(costRatio({ value: 160, unit: 'GF/s' }, { value: 80, unit: 'GF/s' })).toBe(0.5)
  expect(costRatio({ value: 1000, unit: 'steps/s' }, { value: 4000, unit: 'steps/s' })).toBe(4)
  expect(() => costRatio({ value: 1, unit: 'ms' }, { value: 1, unit: 'GF/s' })).toThrow(
    'ms cannot be compared with GF/s',
  )
})
