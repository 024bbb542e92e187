import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DataError } from '../data-error.ts'
import { parseCsv } from '../formats/csv/parse-csv.ts'
import { preprocess, preprocessFromState } from './preprocess.ts'
import { arrayScalerFromState, standardizeArrays } from './standardize-arrays.ts'
import { impute } from './steps/impute.ts'
import { minMax } from './steps/min-max.ts'
import { oneHot } from './steps/one-hot.ts'
import { standardize } from './steps/standardize.ts'

const table = parseCsv('x,w,bed,soil,id,crop\n1,5,a,p,1,leek\n,6,b,q,2,kale\n3,8,a,p,3,leek\n')
const { state } = preprocess({
  target: 'crop',
  numbers: [impute('mean', { indicator: true }), standardize()],
  categories: [oneHot({ unknown: 'column' })],
  columns: { w: [minMax()], soil: [impute('mostFrequent')] },
  drop: ['id'],
}).fit(table)
const data = {
  name: 'data',
  inputs: { data: Float32Array.of(1, 2, 3, 5), shape: [2, 2] },
  targets: { data: Float32Array.of(1, 2), shape: [2, 1] },
}
const scales = standardizeArrays().fit(data).state

/** The places of a value, as lists of names. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [path, ...inside.flatMap(([name, each]) => placesOf(each, [...path, name]))]
}

const ABSENT = Symbol('absent')
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    ABSENT,
    null,
    0,
    -1,
    1,
    0.5,
    '',
    'x',
    'number',
    'category',
    'oneHot',
    true,
    [],
    {},
    [0],
    ['a'],
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

/** A copy with another value at a place. */
function changed(value: unknown, [name, ...rest]: readonly string[], to: unknown): unknown {
  if (name === undefined) return to === ABSENT ? undefined : to
  const inner = (value as Record<string, unknown>)[name]
  const made = changed(inner, rest, to)
  if (Array.isArray(value)) {
    const copy: unknown[] = [...value]
    if (rest.length === 0 && to === ABSENT) copy.splice(Number(name), 1)
    else copy[Number(name)] = made
    return copy
  }
  const entries = Object.entries(value as object).filter(([each]) => each !== name)
  return Object.fromEntries(rest.length === 0 && to === ABSENT ? entries : [...entries, [name, made]])
}

test.each([
  ['preprocess', state, (saved: unknown) => preprocessFromState(saved as never).apply(table)],
  ['an array scaler', scales, (saved: unknown) => arrayScalerFromState(saved as never).apply(data)],
])('a state of %s that was changed anywhere is refused with a sentence, or is another state', (_, whole, revive) => {
  let refused = 0
  fc.assert(
    fc.property(fc.constantFrom(...placesOf(whole)), junk, (place, to) => {
      const saved = changed(whole, place, to)
      try {
        revive(saved)
      } catch (error) {
        if (!(error instanceof DataError)) throw error
        refused++
      }
    }),
    { seed: 11, numRuns: 2000 },
  )
  expect(refused).toBeGreaterThan(1000)
})

test.each<[unknown, string]>([
  [null, 'preprocess is null, where an object { format, columns, dropped } belongs.'],
  [{ format: 'thinned preprocess 1', columns: [{ name: 'x' }] }, 'preprocess.columns[0].kind is absent, where'],
  [
    changed(state, ['columns', '0', 'steps', '1', 'scale'], null),
    'preprocess.columns[0].steps[1].scale is null, where a number above 0 belongs.',
  ],
  [
    changed(state, ['columns', '0', 'steps', '1', 'mean'], null),
    'preprocess.columns[0].steps[1].mean is null, where a finite number belongs.',
  ],
  [changed(state, ['columns', '0', 'kind'], 'category'), 'where a step for a column of the kind category belongs.'],
  [
    changed(state, ['columns', '1', 'steps', '0', 'high'], 4),
    'preprocess.columns[1].steps[0].high is 4, where a number from 5',
  ],
  [changed(state, ['columns', '1', 'name'], 'x'), 'Two columns are named "x"; names must differ.'],
  [
    changed(state, ['columns', '3', 'categories'], ABSENT),
    'preprocess.columns[3].categories is absent, where a list belongs.',
  ],
  [changed(state, ['columns', '3', 'categories', '1'], 'p'), 'where a list without repetitions belongs.'],
  [changed(state, ['columns', '2', 'target'], true), 'preprocess.columns[2].steps[0] is'],
])('what is wrong in a state of preprocess is named (%#)', (saved, message) => {
  expect(() => preprocessFromState(saved as never)).toThrow(message)
})

test.each<[unknown, string]>([
  [
    { of: 'inputs', shape: [2], means: [0], scales: [null] },
    'scaler.scales[0] is null, where a number above 0 belongs.',
  ],
  [{ of: 'x', shape: [2], means: [0], scales: [1] }, "scaler.of is \"x\", where 'inputs' or 'targets' belongs."],
  [{ of: 'inputs', shape: [2], means: [0], scales: [1, 2] }, 'scaler.scales is'],
  [{ of: 'inputs', shape: [3], means: [0, 0], scales: [1, 2] }, 'scaler.means is'],
  [{}, 'scaler.of is absent'],
])('what is wrong in a state of an array scaler is named (%#)', (saved, message) => {
  expect(() => arrayScalerFromState(saved as never)).toThrow(message)
})

test('a state comes back as it was saved', () => {
  expect(preprocessFromState(JSON.parse(JSON.stringify(state))).state).toEqual(state)
  expect(arrayScalerFromState(JSON.parse(JSON.stringify(scales))).state).toEqual(scales)
})
