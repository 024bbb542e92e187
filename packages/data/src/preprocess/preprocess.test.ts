import { expect, test } from 'vitest'
import expected from '../../fixtures/preprocess.json' with { type: 'json' }
import { parseCsv } from '../formats/csv/parse-csv.ts'
import { type Column, columnOf, type Table, takeTable } from '../table/table.ts'
import { tableDataset } from '../table/table-dataset.ts'
import { preprocess, preprocessFromState } from './preprocess.ts'
import { type Imputation, impute } from './steps/impute.ts'
import { minMax } from './steps/min-max.ts'
import { oneHot } from './steps/one-hot.ts'
import { standardize } from './steps/standardize.ts'

const numbers = (name: string, values: readonly (number | null)[]): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from(values, (value) => value ?? Number.NaN),
})
const words = parseCsv(`kind,n\n${expected.kinds.map((kind) => `${kind ?? ''},0`).join('\n')}\n`)
const table: Table = { name: 'table', rows: 12, columns: [numbers('x', expected.x), columnOf(words, 'kind')] }
const train = takeTable(
  table,
  Array.from({ length: expected.train }, (_, row) => row),
)
const valuesOf = (column: Column): (number | string | null)[] =>
  column.kind === 'number'
    ? Array.from(column.values, (value) => (Number.isNaN(value) ? null : value))
    : Array.from(column.codes, (code) => column.categories[code] ?? null)
const after = (options: Parameters<typeof preprocess>[0], name = 'x') =>
  valuesOf(columnOf(preprocess(options).fit(train).apply(table), name))

test('numbers as scikit-learn has them, fitted on the first rows and applied to all', () => {
  const close = (found: (number | string | null)[], wanted: (number | null)[]) => {
    for (const [row, value] of wanted.entries()) {
      if (value === null) expect(found[row]).toBe(null)
      else expect(found[row]).toBeCloseTo(value, 13)
    }
  }
  close(after({ numbers: [standardize()] }), expected.standardize)
  close(after({ numbers: [minMax()] }), expected.minMax)
  for (const how of ['mean', 'median', 'mostFrequent'] as const) close(after({ numbers: [impute(how)] }), expected[how])
})

test('categories as scikit-learn has them', () => {
  const filled = after({ categories: [impute('mostFrequent'), oneHot({ unknown: 'zeros' })] }, 'kind=b')
  expect(filled).toEqual(expected.oneHot.map((row) => row[expected.categories.indexOf('b')]))
  const { columns } = preprocess({ categories: [impute('mostFrequent'), oneHot({ unknown: 'zeros' })] })
    .fit(train)
    .apply(table)
  expect(columns.slice(1).map(({ name }) => name)).toEqual(expected.categories.map((category) => `kind=${category}`))
  for (const [at, column] of columns.slice(1).entries())
    expect(valuesOf(column)).toEqual(expected.oneHot.map((row) => row[at]))
  expect(after({ categories: [impute('mostFrequent')] }, 'kind').slice(0, 9)).toEqual(
    expected.mostFrequentKinds.slice(0, 9),
  )
})

test('a column without any value, as in a table of one row, is of the kind that it had in training', () => {
  const recipe = { numbers: [impute('mean')], categories: [impute({ constant: '?' }), oneHot()] }
  const fitted = preprocess(recipe).fit(parseCsv('x,kind\n1,b\n3,\n'))
  const { columns } = fitted.apply(parseCsv('x,kind\n4,NA\n'))
  expect(columns.map(valuesOf)).toEqual([[4], [0], [1]])
  const categories = parseCsv('x,kind\n,b\n', { types: { x: 'category' } })
  expect(fitted.apply(categories).columns.map(valuesOf)).toEqual([[2], [1], [0]])
  expect(fitted.apply(parseCsv('x,kind\n')).columns.map(valuesOf)).toEqual([[], [], []])
})

test('nothing is learned from what it is applied to, and a revived state does the same', () => {
  const options = {
    numbers: [impute('mean', { indicator: true }), standardize()],
    categories: [impute({ constant: '?' })],
  }
  const fitted = preprocess(options).fit(train)
  const before = JSON.stringify(fitted.state)
  const whole = fitted.apply(train)
  const extreme = {
    ...table,
    columns: [
      numbers(
        'x',
        expected.x.map(() => 1e9),
      ),
      columnOf(table, 'kind'),
    ],
  }
  fitted.apply(takeTable(extreme, [0, 1, 2]))
  expect(JSON.stringify(fitted.state)).toBe(before)
  const revived = preprocessFromState(JSON.parse(before))
  expect(revived.apply(train)).toEqual(whole)
  for (const row of [0, 5, 7]) expect(revived.apply(takeTable(train, [row]))).toEqual(takeTable(whole, [row]))
  expect(whole.columns.map(({ name }) => name)).toEqual(['x', 'x=(missing)', 'kind'])
  expect(valuesOf(whole.columns[1]!)).toEqual([0, 1, 0, 0, 0, 0, 1, 0])
})

test('an unknown category is an error, a column, or zeros, as was chosen', () => {
  const seen = parseCsv('crop\nleek\nkale\n')
  const other = parseCsv('crop\nbeet\nleek\n')
  const rows = (unknown?: 'error' | 'column' | 'zeros') => {
    const made = preprocess({ categories: [oneHot(unknown ? { unknown } : {})] })
      .fit(seen)
      .apply(other)
    return made.columns.map((column) => [column.name, ...valuesOf(column)])
  }
  expect(() => rows()).toThrow('"crop" is "beet" in row 0, a category that training did not see (kale, leek)')
  expect(rows('zeros')).toEqual([
    ['crop=kale', 0, 0],
    ['crop=leek', 0, 1],
  ])
  expect(rows('column')).toEqual([
    ['crop=kale', 0, 0],
    ['crop=leek', 0, 1],
    ['crop=(unknown)', 1, 0],
  ])
})

test('a category that only held-out rows have is unknown, though the table lists it', () => {
  const held = parseCsv('crop\nleek\nkale\nbeet\n')
  const fitted = preprocess({ categories: [oneHot()] }).fit(takeTable(held, [0, 1]))
  expect(() => fitted.apply(takeTable(held, [2]))).toThrow('"beet" in row 0')
})

test('the target stays, may be absent, and keeps the numbers of its classes', () => {
  const fitted = preprocess({ target: 'crop', numbers: [minMax()], categories: [oneHot()] }).fit(
    parseCsv('x,crop\n0,a\n2,b\n'),
  )
  const { columns } = fitted.apply(parseCsv('crop,x\nb,1\n'))
  expect(columns).toEqual([
    numbers('x', [0.5]),
    { kind: 'category', name: 'crop', codes: Int32Array.of(1), categories: ['a', 'b'] },
  ])
  expect(fitted.apply(parseCsv('x\n1\n')).columns).toEqual([numbers('x', [0.5])])
  expect(() => fitted.apply(parseCsv('x,crop\n1,c\n'))).toThrow(
    '"crop" is "c" in row 0, a category that training did not have (a, b)',
  )
})

test('single columns have steps of their own, and constants become 0', () => {
  const garden = parseCsv('a,b\n0.1,1\n0.1,2\n0.1,3\n')
  const { columns } = preprocess({ numbers: [standardize()], columns: { b: [] } })
    .fit(garden)
    .apply(garden)
  expect(columns).toEqual([numbers('a', [0, 0, 0]), numbers('b', [1, 2, 3])])
  const scaled = preprocess({ numbers: [minMax()] })
    .fit(garden)
    .apply(garden)
  expect(scaled.columns[0]).toEqual(numbers('a', [0, 0, 0]))
})

test('a data set and inputs have the target and the features of training', () => {
  const garden = parseCsv('x,bed,crop\n0,p,b\n2,q,a\n')
  const fitted = preprocess({ target: 'crop', numbers: [minMax()], categories: [oneHot()] }).fit(garden)
  expect(fitted.classNames).toEqual(['a', 'b'])
  expect(preprocessFromState(JSON.parse(JSON.stringify(fitted.state))).classNames).toEqual(['a', 'b'])
  expect(fitted.dataset(garden)).toEqual(tableDataset(fitted.apply(garden), { target: 'crop' }))
  const { inputs, featureNames } = fitted.dataset(garden)
  expect(featureNames).toEqual(['x', 'bed=p', 'bed=q'])
  expect(fitted.inputs(garden)).toEqual(inputs)
  // Without the target, in another order, and with values of the target that training did not have.
  expect(fitted.inputs(parseCsv('bed,x\np,0\nq,2\n'))).toEqual(inputs)
  expect(fitted.inputs(parseCsv('bed,x,crop\np,0,c\nq,2,NA\n'))).toEqual(inputs)
  const numbersAlone = preprocess({ target: ['y', 'z'] }).fit(parseCsv('x,y,z\n1,2,3\n'))
  expect(numbersAlone.dataset(parseCsv('z,x,y\n3,1,2\n')).targets).toEqual({
    data: Float32Array.of(2, 3),
    shape: [1, 2],
  })
  expect(numbersAlone).not.toHaveProperty('classNames')
  expect(() => fitted.dataset(parseCsv('x,bed\n0,p\n'))).toThrow('has no column "crop"')
})

const lacking = parseCsv('x,kind\n,\n,\n', { types: { kind: 'category' } })
test.each<[string, () => unknown, string]>([
  [
    'nothing to learn a number from',
    () => preprocess({ numbers: [standardize()] }).fit(lacking),
    'standardize cannot be fitted on the column "x", in which all 2 values are missing',
  ],
  [
    'nothing to fill numbers with',
    () => preprocess({ numbers: [impute('mean')] }).fit(lacking),
    'impute cannot be fitted on the column "x", in which all 2',
  ],
  [
    'nothing to fill categories with',
    () => preprocess({ categories: [impute('mostFrequent')] }).fit(lacking),
    'impute cannot be fitted on the column "kind", in which all 2',
  ],
  [
    'missing categories',
    () => preprocess({ categories: [oneHot()] }).fit(table),
    '"kind" with a missing value in row 2; put impute before it',
  ],
  [
    'a mean of categories',
    () => preprocess({ categories: [impute('mean')] }).fit(table),
    'impute with the mean takes numbers',
  ],
  [
    'a constant of the other kind',
    () => preprocess({ numbers: [impute({ constant: 'a' })] }).fit(table),
    'for numbers it is a finite number',
  ],
  [
    'numbers for oneHot',
    () => preprocess({ numbers: [oneHot()] }).fit(table),
    'read it with types: { "x": \'category\' }',
  ],
  [
    'categories for standardize',
    () => preprocess({ categories: [standardize()] }).fit(table),
    'put oneHot there instead',
  ],
  [
    'a step after oneHot',
    () => preprocess({ categories: [impute('mostFrequent'), oneHot(), oneHot()] }).fit(table),
    'oneHot stands last',
  ],
  ['steps for the target', () => preprocess({ target: 'x', columns: { x: [] } }).fit(table), '"x" is the target'],
  ['steps for a column that is not there', () => preprocess({ columns: { y: [] } }).fit(table), 'no column "y"'],
  [
    'a column that is new',
    () => preprocess({}).fit(lacking).apply(parseCsv('x,kind,z\n')),
    'has the column "z", which the training data did not have',
  ],
  ['a column that is absent', () => preprocess({}).fit(table).apply(parseCsv('x\n')), 'has no column "kind"'],
  [
    'a column of another kind',
    () => preprocess({}).fit(table).apply(parseCsv('x,kind\n1,2\n')),
    '"kind" is "2" in row 0, a category that training did not have (a, b, c, d)',
  ],
  [
    'one text where training had numbers',
    () => preprocess({}).fit(table).apply(parseCsv('x,kind\nn/a,a\n')),
    '"x" is "n/a" in row 0, but held numbers in training. Correct the cell, or, if "n/a" stands for a missing value, list it in missing when reading.',
  ],
  ['a data set without a target', () => preprocess({}).fit(table).dataset(table), 'preprocess was given no target'],
  [
    'a state that is none',
    () => preprocessFromState({} as never),
    "preprocess.format is absent, where 'thinned preprocess 1' belongs.",
  ],
  [
    'an infinite value',
    () => preprocess({ numbers: [standardize()] }).fit({ name: 't', rows: 2, columns: [numbers('x', [0, Infinity])] }),
    'is Infinity in row 1',
  ],
  [
    'names that meet',
    () => preprocess({ categories: [oneHot()] }).fit(parseCsv('a,a=b\nb,1\n')),
    'two columns named "a=b", of the columns "a" and "a=b"; rename one of them',
  ],
  [
    'a category with the name of the column of unknown ones',
    () => preprocess({ categories: [oneHot({ unknown: 'column' })] }).fit(parseCsv('a\n(unknown)\nb\n')),
    'two columns named "a=(unknown)", of the column "a" alone',
  ],
  [
    'an indicator with the name of a column',
    () => preprocess({ numbers: [impute('mean', { indicator: true })] }).fit(parseCsv('a,a=(missing)\n1,2\n')),
    'two columns named "a=(missing)"',
  ],
  [
    'more categories than a table should have columns',
    () => preprocess({ categories: [impute('mostFrequent'), oneHot({ maxCategories: 2 })] }).fit(table),
    'oneHot would make 4 columns of "kind" (a, b, c, d); it makes at most 2. Leave the column out with preprocess({ drop: ["kind"] })',
  ],
  [
    'a dropped target',
    () => preprocess({ target: 'x', drop: ['x'] }).fit(table),
    '"x" is dropped, but it is the target',
  ],
  ['a dropped column that is not there', () => preprocess({ drop: ['y'] }).fit(table), 'no column "y"'],
  [
    'one row instead of a list',
    () =>
      preprocess({})
        .fit(table)
        .inputs({ x: 1 } as never),
    'of one row write [{',
  ],
  [
    'an unknown step',
    () =>
      preprocessFromState({
        format: 'thinned preprocess 1',
        columns: [{ name: 'x', kind: 'number', target: false, steps: [{ step: 'cube' }] }],
        dropped: [],
      }),
    `preprocess.columns[0].steps[0].step is "cube", where 'impute', 'minMax', 'oneHot' or 'standardize' belongs.`,
  ],
  [
    'another way to fill',
    () => preprocess({ numbers: [impute('mode' as Imputation)] }).fit(table),
    'impute was given how "mode"; it takes',
  ],
])('refused: %s', (_, run, message) => {
  expect(run).toThrow(message)
})
