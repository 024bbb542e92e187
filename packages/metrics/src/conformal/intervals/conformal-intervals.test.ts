import { expect, test } from 'vitest'
import { conformalFromState } from '../conformal-from-state.ts'
import {
  type ConformalIntervalsOptions,
  conformalIntervals,
  type IntervalCalibrationBatch,
} from './conformal-intervals.ts'

const heldOut = { predicted: [1, 2, 3, 4], targets: [2, 0, 3, 8], deviation: [0.5, 0.5, 0.5, 1.5] }

test.each<[ConformalIntervalsOptions, Partial<IntervalCalibrationBatch>, string]>([
  [{ alpha: 0.1 }, {}, 'conformalIntervals was given 4 rows to calibrate on; alpha 0.1 needs 9 or more.'],
  [
    { alpha: 0.2, floor: 1 },
    {},
    "conformalIntervals was given floor 1 with score 'absolute'; only 'normalized' takes it.",
  ],
  [{ alpha: 0.2, score: 'normalized' }, {}, "conformalIntervals was given no floor with score 'normalized'"],
  [{ alpha: 0.2 }, { targets: [1] }, '4 predictions were given for 1 targets; there is one for each.'],
  [{ alpha: 0.2 }, { predicted: [1, 2, Number.NaN, 4] }, 'Number of predicted 2 is NaN'],
  [{ alpha: 0.2, score: 'quantile' }, {}, 'but no low; this metric takes low and high.'],
  [
    { alpha: 0.2, score: 'normalized', floor: 1 },
    { deviation: [1] },
    '1 numbers of deviation were given for 4 of predicted; there is one for each.',
  ],
  [
    { alpha: 0.2, score: 'normalized', floor: 1 },
    { deviation: [1, 1, -1, 1] },
    'Deviation 2 is -1; deviations are numbers from 0.',
  ],
])('%o of %o is refused with a sentence', (options, batch, sentence) => {
  expect(() => conformalIntervals(options).fit({ ...heldOut, ...batch })).toThrow(sentence)
})

test('an interval that would be empty is its middle', () => {
  const inside = { low: [0, 0, 0, 0], high: [10, 10, 10, 10], targets: [5, 4, 5, 6] }
  const { state, intervals } = conformalIntervals({ alpha: 0.2, score: 'quantile' }).fit(inside)
  expect(state.threshold).toBe(-4)
  expect(intervals({ low: [0], high: [2] })).toEqual({ low: Float64Array.of(1), high: Float64Array.of(1) })
})

test('a state whose parts do not belong together is refused', () => {
  const { state } = conformalIntervals({ alpha: 0.2, score: 'normalized', floor: 1 }).fit(heldOut)
  expect(() => conformalFromState({ ...state, rows: 3 })).toThrow('state.rows is 3, where an integer from 4 belongs.')
  expect(() => conformalFromState({ ...state, score: 'absolute' })).toThrow("nothing with score 'absolute' belongs.")
  expect(() => conformalFromState({ ...state, threshold: -1 })).toThrow('state.threshold is -1, where a number from 0')
  const { floor: _, ...without } = state
  expect(() => conformalFromState(without)).toThrow('state.floor')
})
