import { key } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import { DataError } from '../data-error.ts'
import { batches } from '../dataset/batches.ts'
import { splitDataset, splitRows, stratifiedSample } from '../dataset/split.ts'
import { take, takeRows } from '../dataset/take.ts'
import { characterWindows } from '../datasets/characters/character-windows.ts'
import { vocabularyOf } from '../datasets/characters/vocabulary.ts'
import { digits } from '../datasets/digits/digits.ts'
import { formatCsv } from '../formats/csv/format-csv.ts'
import { parseCsv } from '../formats/csv/parse-csv.ts'
import { preprocess } from '../preprocess/preprocess.ts'
import { dropColumns, dropMissingRows, selectColumns, type Table } from './table.ts'
import { tableDataset, tableInputs } from './table-dataset.ts'

const table = parseCsv('x,y\n1,2\n3,4\n')
const fitted = preprocess({}).fit(table)
const withColumn = (column: object): Table => ({ ...table, columns: [table.columns[1]!, column as never] })

/** Every function that reads the columns of a table. */
describe.each<[string, (given: Table) => unknown]>([
  ['tableDataset', (given) => tableDataset(given, { target: 'y' })],
  ['tableInputs', (given) => tableInputs(given)],
  ['fit', (given) => preprocess({}).fit(given)],
  ['apply', (given) => fitted.apply(given)],
  ['formatCsv', (given) => formatCsv(given)],
])('%s', (_, run) => {
  test.each([
    [undefined, /^A table was expected|takes a table/],
    [{ x: 1 }, /^A table was expected|takes a table/],
    [
      withColumn({ kind: 'number', name: 'x', values: [1, 2] }),
      /"x" of table has values that are no Float64Array; write/,
    ],
    [
      withColumn({ kind: 'number', name: 'x', values: Float64Array.of(1) }),
      /"x" of table has 1 elements; the table has 2/,
    ],
    [
      withColumn({ kind: 'category', name: 'x', codes: Int32Array.of(0, 1), categories: ['a'] }),
      /has the code 1 in row 1; with 1 categories codes are from 0 to 0, or -1/,
    ],
  ])('refuses what is no table (%#)', (given, message) => {
    expect(() => run(given as never)).toThrow(message)
    expect(() => run(given as never)).toThrow(DataError)
  })
})

test.each<[() => unknown, string]>([
  [() => selectColumns(table, 'x' as never), 'selectColumns was given names "x"; it takes a list of texts: ["x"].'],
  [() => dropColumns(table, 'x' as never), 'dropColumns was given names "x"; it takes a list of texts'],
  [() => dropMissingRows(table, 'x' as never), 'dropMissingRows was given names "x"; it takes a list of texts'],
  [
    () => tableDataset(table, { target: 'y', features: 'x' as never }),
    'tableDataset was given features "x"; it takes a list of texts',
  ],
])('one name in the place of a list is refused (%#)', (run, message) => {
  expect(run).toThrow(message)
  expect(run).toThrow(DataError)
})

const few = digits({ size: 3, key: key(0) })
const endless = { length: 1e10 } as never
test.each<[string, () => unknown]>([
  ['batches', () => batches(1e10, 10)],
  ['shuffled batches', () => batches(1e10, 10, key(0))],
  ['splitRows', () => splitRows(1e10, { a: 5 }, key(0))],
  ['splitRows without sizes', () => splitRows(3, null as never, key(0))],
  ['splitDataset', () => splitDataset(few, undefined as never, key(0))],
  ['stratifiedSample', () => stratifiedSample({ ...few, classes: 1e10 }, 5, key(0))],
  ['take', () => take(few, endless)],
  ['takeRows', () => takeRows(few.inputs, endless)],
  [
    'characterWindows',
    () => characterWindows('ab'.repeat(50_000), { vocabulary: vocabularyOf('ab'), time: 50_000, stride: 1 }),
  ],
])('%s refuses more than there is or memory holds', (_, run) => {
  expect(run).toThrow(DataError)
})
