import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { parseCsv } from '../formats/csv/parse-csv.ts'
import { columnOf, dropColumns, dropMissingRows, selectColumns, splitTable, type Table, takeTable } from './table.ts'
import { tableDataset, tableInputs } from './table-dataset.ts'

const table = parseCsv('height,crop,bed,yield\n1.5,leek,a,10\n0.5,kale,b,20\n2.5,leek,,NA\n', { name: 'garden' })

test('a target of categories makes classes, one of numbers a regression', () => {
  expect(tableDataset(table, { target: 'crop', features: ['height'] })).toEqual({
    name: 'garden',
    inputs: { data: Float32Array.of(1.5, 0.5, 2.5), shape: [3, 1] },
    targets: { data: Int32Array.of(1, 0, 1), shape: [3] },
    classes: 2,
    classNames: ['kale', 'leek'],
    featureNames: ['height'],
  })
  const { inputs, targets, classes } = tableDataset(takeTable(table, [1, 0]), { target: 'yield', features: ['height'] })
  expect([inputs.data, targets, classes]).toEqual([
    Float32Array.of(0.5, 1.5),
    { data: Float32Array.of(20, 10), shape: [2, 1] },
    undefined,
  ])
  const numbers = parseCsv('a,b,c\n1,2,3\n4,5,6\n')
  const two = tableDataset(numbers, { target: ['c', 'a'] })
  expect([two.targets, two.featureNames]).toEqual([{ data: Float32Array.of(3, 1, 6, 4), shape: [2, 2] }, ['b']])
})

test.each([
  [{ target: 'crop' }, '"bed" of garden holds categories, not numbers'],
  [
    { target: 'yield', features: ['height'] },
    '"yield" of garden lacks 1 of 3 values, the first in row 2. It is a target: leave these rows out with dropMissingRows(table, [\'yield\']).',
  ],
  [
    { target: 'bed', features: ['height'] },
    '"bed" of garden lacks 1 of 3 values, the first in row 2. It is a target: leave these rows out with dropMissingRows(table, [\'bed\']).',
  ],
  [{ target: 'crop', features: ['crop'] }, '"crop" is both feature and target'],
  [
    { target: ['crop', 'yield'], features: ['height'] },
    '"crop" of garden holds categories, not numbers; several targets',
  ],
  [{ target: 'color' }, 'garden has no column "color"; it has "height", "crop", "bed", "yield".'],
  [{ target: 'crop', features: [] }, '0 features and 1 targets'],
])('what cannot be learned from is named (%#)', (options, message) => {
  expect(() => tableDataset(table, options)).toThrow(message)
})

test('rows are taken with their categories, and parts do not overlap', () => {
  expect(columnOf(takeTable(table, [1, 1]), 'crop')).toEqual({
    kind: 'category',
    name: 'crop',
    codes: Int32Array.of(0, 0),
    categories: ['kale', 'leek'],
  })
  expect(() => takeTable(table, [3])).toThrow('Index 0 is 3; there are 3 examples')
  const { a, b } = splitTable(table, { a: 2, b: 1 }, key(0))
  expect([a.rows, b.rows, a.name]).toEqual([2, 1, 'garden (a)'])
  const heights = [a, b].flatMap((part) => [
    ...tableDataset(part, { target: 'crop', features: ['height'] }).inputs.data,
  ])
  expect(heights.sort()).toEqual([0.5, 1.5, 2.5])
})

test('columns are selected in order, and dropped by name; rows are dropped where they lack a value', () => {
  const namesOf = ({ columns }: Table) => columns.map(({ name }) => name)
  expect(namesOf(selectColumns(table, ['crop', 'height']))).toEqual(['crop', 'height'])
  expect(namesOf(dropColumns(table, ['height', 'yield']))).toEqual(['crop', 'bed'])
  expect(dropColumns(table, [])).toEqual(table)
  expect(dropMissingRows(table, ['yield'])).toEqual(takeTable(table, [0, 1]))
  expect(dropMissingRows(table, ['crop', 'height'])).toEqual(table)
  expect(() => selectColumns(table, ['crop', 'crop'])).toThrow('the column "crop" twice; names must differ')
  for (const act of [selectColumns, dropColumns, dropMissingRows])
    expect(() => act(table, ['color'])).toThrow('garden has no column "color"')
})

test('a table without its target makes the same inputs', () => {
  const numbers = parseCsv('a,b,c\n1,2,3\n4,5,6\n')
  const { inputs, featureNames } = tableDataset(numbers, { target: 'b' })
  expect(tableInputs(numbers, { target: 'b' })).toEqual(inputs)
  const unlabeled = parseCsv('c,a\n3,1\n6,4\n')
  expect(tableInputs(unlabeled, { features: featureNames })).toEqual(inputs)
  expect(tableInputs(unlabeled).data).toEqual(Float32Array.of(3, 1, 6, 4))
  expect(tableInputs(takeTable(unlabeled, [])).shape).toEqual([0, 2])
})

test.each([
  [{ target: 'crop' }, '"bed" of garden holds categories, not numbers; preprocess with oneHot'],
  [
    { features: ['yield'] },
    '"yield" of garden lacks 1 of 3 values, the first in row 2. Fill them in with preprocess and impute, or leave the column out with dropColumns.',
  ],
  [{ target: 'crop', features: ['crop'] }, '"crop" is both feature and target'],
  [{ features: ['color'] }, 'garden has no column "color"'],
  [{ features: [] }, 'garden was given no features'],
])('what makes no inputs is named (%#)', (options, message) => {
  expect(() => tableInputs(table, options)).toThrow(message)
})
