import { key } from '@thinned/rng'
import { expect, it, test } from 'vitest'
import * as data from './index.ts'

const {
  batches,
  DataError,
  encodeSafetensors,
  formatCsv,
  impute,
  minMax,
  parseCsv,
  splitDataset,
  splitRows,
  splitTable,
} = data
const { standardize, stratifiedSample, twoMoons } = data
const loosely = (value: unknown): never => value as never
type Loose = (...given: readonly unknown[]) => unknown

const k = key(1)
const moons = twoMoons({ size: 10, key: k })
const table = parseCsv('x\n1\n2\n')

it.each<[string, () => unknown, string]>([
  [
    'testSize as a part',
    () => splitDataset(moons, { testSize: 0.2 }, k),
    'the name testSize, which is an option of other',
  ],
  [
    'test_size as a part',
    () => splitRows(9, { test_size: 0.2 }, k),
    'named after the parts, such as { train: 0.75, test: 0.25 }',
  ],
  ['validation_split as a part', () => splitTable(table, { validation_split: 0.2 }, k), 'an option of other libraries'],
  [
    'stratify after the key',
    () => (splitDataset as Loose)(moons, { train: 0.5 }, k, { stratify: true }),
    'splitDataset was given { stratify }; it takes a data set, sizes and a key; stratifiedSample(',
  ],
  [
    'options after the key',
    () => (splitTable as Loose)(table, { train: 0.5 }, k, { stratify: 'x' }),
    'splitTable was given',
  ],
  [
    'a name that is none',
    () => (splitRows as Loose)(9, { train: 0.5 }, k, { stratify: true }),
    'the name { stratify }',
  ],
  ['options of a sample', () => (stratifiedSample as Loose)(moons, 4, k, {}), 'stratifiedSample was given {}'],
  ['a Map of sizes', () => splitRows(9, loosely(new Map([['train', 0.5]])), k), 'Write Object.fromEntries(map).'],
  [
    'a range of minMax',
    () => (minMax as Loose)(0, 1),
    'minMax was given 0, 1; it takes no arguments: it scales the training',
  ],
  ['options of minMax', () => (minMax as Loose)({ min: 0 }), 'minMax was given { min }'],
  ['options of standardize', () => (standardize as Loose)({ withMean: true }), 'standardize was given { withMean }'],
  [
    'the strategy of impute',
    () => impute(loosely({ strategy: 'median' })),
    "impute was given { strategy } as its first argument; it takes 'mean', 'median' or 'mostFrequent', or { constant }. Write impute('median').",
  ],
  ['a data set as n', () => batches(loosely(moons), 5), 'Write batches(countExamples(data), 32, key)'],
  [
    'a Map of tensors',
    () => encodeSafetensors(loosely(new Map([['a', { dtype: 'F32', shape: [1], data: Float32Array.of(1) }]]))),
    'encodeSafetensors was given a Map as tensors; it takes an object of them by name. Write Object.fromEntries(map).',
  ],
  ['a Map of metadata', () => encodeSafetensors({}, loosely(new Map())), 'a Map as metadata'],
  [
    'semicolons',
    () => parseCsv('age;city\n44;Oslo'),
    `named "age;city", with ";" in every line. Write { delimiter: ';' }`,
  ],
  ['tabs', () => parseCsv('age\tcity\n44\tOslo\n'), String.raw`Write { delimiter: '\t' }`],
  ['commas', () => parseCsv('age,city\n44,Oslo\n', { delimiter: ';' }), "Write { delimiter: ',' }"],
  ['bars', () => parseCsv('age|city'), "Write { delimiter: '|' }"],
])('%s: refused', (_, act, message) => {
  expect(act).toThrow(DataError)
  expect(act).toThrow(message)
})

test('one column with a delimiter in it is read where its name is quoted, as formatCsv does, or where a line has none', () => {
  const one = parseCsv('"age;city"\n44;Oslo\n')
  expect(one.columns.map(({ name }) => name)).toEqual(['age;city'])
  expect(parseCsv(formatCsv(one))).toEqual(one)
  expect(parseCsv('a;b\n1\n').columns).toHaveLength(1)
  expect(parseCsv('44;Oslo\n', { names: ['place'] }).rows).toBe(1)
})
