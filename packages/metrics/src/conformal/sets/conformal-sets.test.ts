import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { conformalFromState } from '../conformal-from-state.ts'
import { setMembers } from './class-sets.ts'
import { type ConformalSetsOptions, conformalSets, type SetCalibrationBatch } from './conformal-sets.ts'

const heldOut: SetCalibrationBatch = {
  probabilities: [0.9, 0.1, 0, 0.2, 0.7, 0.1, 0.1, 0.3, 0.6, 0.5, 0.4, 0.1],
  classes: 3,
  labels: [0, 1, 2, 1],
  uncertainty: [0, 0.1, 0.2, 0.3],
}

test.each<[ConformalSetsOptions, Partial<SetCalibrationBatch>, string]>([
  [
    { alpha: 0.1 },
    {},
    'conformalSets was given 4 rows to calibrate on; alpha 0.1 needs 9 or more. Give more of them, or a larger alpha.',
  ],
  [
    { alpha: 0.4, perClass: true },
    {},
    'conformalSets was given 1 rows of class 0 to calibrate on; alpha 0.4 needs 2 or more.',
  ],
  [{ alpha: 0 }, {}, 'conformalSets was given alpha 0; it takes a number above 0 and below 1, such as 0.1.'],
  [{ alpha: 0.2, key: key(1) }, {}, "with score 'thr'; only 'aps' and 'raps' take it."],
  [
    { alpha: 0.2, penalty: 1, score: 'aps' },
    {},
    "conformalSets was given penalty 1 with score 'aps'; only 'raps' takes it.",
  ],
  [
    { alpha: 0.2, score: 'normalized' },
    {},
    "conformalSets was given no floor with score 'normalized'; it takes a number above 0",
  ],
  [
    { alpha: 0.2, score: 'raps' },
    {},
    "Score 'raps' was given kReg 5 with 3 classes, so that it penalizes none of them.",
  ],
  [{ alpha: 0.2 }, { labels: [0, 1, 2, 3] }, 'Label 3 is 3; with 3 classes'],
  [
    { alpha: 0.2, score: 'normalized', floor: 1 },
    { uncertainty: [1] },
    '1 uncertainties were given for 4 rows; there is one for each.',
  ],
  [
    { alpha: 0.2, score: 'normalized', floor: 1 },
    { uncertainty: [0, 0, -1, 0] },
    "Uncertainty 2 is -1; score 'normalized' takes numbers from 0 to 1e150.",
  ],
  [
    { alpha: 0.2, score: 'aps', key: key(1) },
    { row: [1, 2] },
    '2 places of rows were given for 4 rows; there is one for each.',
  ],
  [
    { alpha: 0.2, score: 'aps', key: key(1) },
    { row: -1 },
    'The place of row 0 is -1; places are integers from 0 to 4294967295',
  ],
])('%o of %o is refused with a sentence', (options, batch, sentence) => {
  expect(() => conformalSets(options).fit({ ...heldOut, ...batch })).toThrow(sentence)
})

test('rows of other classes are refused', () => {
  const { sets } = conformalSets({ alpha: 0.2 }).fit(heldOut)
  expect(() => sets({ probabilities: [0.5, 0.5], classes: 2 })).toThrow(
    'The sets were fitted on 3 classes, but were given 2.',
  )
})

test('a state whose parts do not belong together is refused', () => {
  const { state } = conformalSets({ alpha: 0.2, score: 'raps', kReg: 1 }).fit(heldOut)
  for (const [changed, sentence] of [
    [{ thresholds: [0.5, 0.5] }, 'state.thresholds is '],
    [{ rows: 2 }, 'state.rows is 2, where an integer from 4 belongs.'],
    [{ floor: 1 }, "state.floor is 1, where nothing with score 'raps' belongs."],
    [{ kReg: undefined }, 'state.kReg'],
    [{ score: 'other' }, "state.score is \"other\", where 'aps', 'normalized', 'raps' or 'thr' belongs."],
    [{ more: 1 }, 'state has "more"'],
    [{ kind: 'set' }, "state.kind is \"set\", where 'sets' or 'intervals' belongs."],
    [{ kind: undefined }, "state.kind is absent, where 'sets' or 'intervals' belongs."],
  ] as const)
    expect(() => conformalFromState({ ...state, ...changed } as never)).toThrow(sentence)
  const belongs = "an object whose kind is 'sets' or 'intervals' belongs."
  for (const other of [null, 1, [state]]) expect(() => conformalFromState(other as never)).toThrow(belongs)
})

test('draws are of the key and the place of the row, and not those of the calibration', () => {
  const same = { probabilities: Array.from({ length: 200 }, () => [0.5, 0.3, 0.2]).flat(), classes: 3 }
  const labels = Array.from({ length: 200 }, (_, i) => [0, 0, 1, 2][i % 4]!)
  const fit = (seed: number) => conformalSets({ alpha: 0.2, score: 'aps', key: key(seed) }).fit({ ...same, labels })
  const sizes = fit(1).sets(same).sizes
  expect(new Set(sizes).size).toBeGreaterThan(1)
  expect(fit(1).sets({ ...same, row: 0 }).sizes).toEqual(sizes)
  expect(fit(1).sets({ ...same, row: 200 }).sizes).not.toEqual(sizes)
  expect(fit(2).sets(same).sizes).not.toEqual(sizes)
  const places = Array.from({ length: 200 }, (_, i) => 199 - i)
  expect(fit(1).sets({ ...same, row: places }).sizes).toEqual(sizes.toReversed())
})

test('members by label and by name', () => {
  const sets = { mask: Uint8Array.of(1, 0, 0, 0), classes: 2 }
  expect(setMembers(sets)).toEqual([[0], []])
  expect(setMembers(sets, ['no', 'yes'])).toEqual([['no'], []])
  expect(() => setMembers(sets, ['no'])).toThrow('setMembers was given 1 names for 2 classes; there is one for each.')
})
