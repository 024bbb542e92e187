import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { greenhouse } from '@thinned/data'
import { key } from '@thinned/rng'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UsageError } from '../../errors.ts'
import type { TableSettings } from '../../settings.ts'
import type { DemoData } from '../demo-data.ts'
import { loadTable } from './load-table.ts'

let folder: string
let files = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinned-demo-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Loads a text as a file. */
function load(
  text: string | Uint8Array,
  target: string,
  settings: Partial<TableSettings> = {},
  limit?: number,
): Promise<DemoData> {
  const csv = join(folder, `${files++}.csv`)
  writeFileSync(csv, text)
  return loadTable({ csv, target, task: undefined, drop: [], missing: [], ...settings }, limit, key(0))
}

const sizes = ({ splits }: DemoData): (number | undefined)[] =>
  [splits.train, splits.validation, splits.test].map(({ targets }) => targets.shape[0])

/** A text of the lines of 60 rows, made by their number. */
const lines = (head: string, line: (i: number) => string): string =>
  [head, ...Array.from({ length: 60 }, (_, i) => line(i)), ''].join('\n')

test('the greenhouse by grade: shares of classes are kept, and inputs are standardized by the training part', async () => {
  const data = await load(greenhouse({ size: 500, key: key(0) }), 'grade')
  if (data.task !== 'classification') throw new Error('the task')
  expect(sizes(data)).toEqual([320, 80, 100])
  expect(data.classNames).toEqual(['A', 'B', 'C'])
  expect(data.table).toMatchObject({ target: 'grade', rows: 500, dropped: [], leftOut: [], notes: [] })
  const shares = [data.splits.train, data.splits.validation, data.splits.test].map(({ targets }) => {
    const labels = Array.from(targets.data)
    return [0, 1, 2].map((label) => labels.filter((each) => each === label).length / labels.length)
  })
  for (const [label, share] of shares[0]!.entries())
    for (const other of shares) expect(Math.abs(other[label]! - share)).toBeLessThan(0.02)
  const { data: inputs, shape } = data.splits.train.inputs
  const light = Array.from({ length: 320 }, (_, row) => inputs[row * shape[1]! + 8]!)
  expect(light.reduce((sum, value) => sum + value, 0) / 320).toBeCloseTo(0, 5)
})

test('the greenhouse by humidity: numbers are standardized, rows without one left out', async () => {
  const text = greenhouse({ size: 500, key: key(0) })
  const data = await load(text, 'humidity', { drop: ['grade'] }, 100)
  if (data.task !== 'regression') throw new Error('the task')
  expect(sizes(data)[0]).toBe(100)
  expect(data.scale.mean).toBeGreaterThan(60)
  expect(data.table!.notes).toEqual([expect.stringMatching(/^\d+ rows without a target are left out\.$/)])
  expect(data.table!.dropped).toEqual(['grade'])
  const { targets } = data.splits.test
  const inUnits = targets.data[3]! * data.scale.scale + data.scale.mean
  const [heads, ...rows] = text.split('\n').map((line) => line.split(','))
  const column = heads!.indexOf('humidity')
  expect(rows.some((cells) => cells[column] && Math.abs(Number(cells[column]) - inUnits) < 1e-3)).toBe(true)
  expect(data.table!.testCells(3)).toHaveLength(7)
})

test('what says nothing is left out, with its reason', async () => {
  const text = lines('card,row,zip,name,kind,empty,CustomerId,weight,price', (i) =>
    [
      1000000000000000 + ((i * 7919) % 60) * 13,
      i + 1,
      i % 2 ? '01234' : '90210',
      `"Smith, ${i}"`,
      'same',
      '',
      i * i,
      i % 7 === 0 ? '' : i / 3,
      i % 3 === 0 ? 'low' : i % 5 === 0 ? '' : '"high, dear"',
    ].join(','),
  )
  const data = await load(text, 'price')
  if (data.task !== 'classification') throw new Error('the task')
  expect(data.table!.leftOut).toEqual([
    { column: 'card', reason: 'has numbers of 16 digits that all differ, as ids have' },
    { column: 'row', reason: 'counts the rows, from 1 to 60' },
    { column: 'name', reason: 'has 60 different texts in 60 rows, as ids and names have' },
    { column: 'kind', reason: 'is "same" in every row' },
    { column: 'empty', reason: 'has no value in any row' },
    { column: 'CustomerId', reason: 'has whole numbers that all differ, and the name of an id' },
  ])
  expect(data.table!.columns).toEqual(['zip', 'weight'])
  expect(data.classNames).toEqual(['high, dear', 'low'])
  expect(data.table!.notes).toEqual(['8 rows without a target are left out.'])
})

test('a first column without a name, other delimiters, gzip and words of its own are read', async () => {
  const text = lines(';size;size;y', (i) => `${i};${i % 4 ? (i * 17) % 23 : '-'};${i % 3};${i % 2 ? 'a' : 'b'}`)
  const data = await load(gzipSync(text), 'y', { missing: ['-'] })
  expect(data.table!.columns).toEqual(['size', 'size (2)'])
  expect(data.table!.leftOut).toEqual([{ column: 'column 1', reason: 'counts the rows, from 0 to 59' }])
  expect(data.splits.train.inputs.shape[1]).toBe(3)
})

test('numbers with commas are named, where they are taken for texts', async () => {
  const text = lines('size;weight;price;y', (i) =>
    `${i / 7};${i % 4},5;${i},25;${i % 2 ? 'a' : 'b'}`.replaceAll('.', ','),
  )
  const data = await load(text, 'y')
  const take = 'numbers are read with a decimal point and without commas'
  expect(data.table!.leftOut.map(({ column }) => column)).toEqual(['size', 'price'])
  expect(data.table!.leftOut[1]!.reason).toContain(`(it holds numbers with commas, such as "0,25"; ${take})`)
  expect(data.table!.notes).toEqual([
    `"weight" holds numbers with commas, such as "0,5", which are taken for texts; ${take}.`,
  ])
  await expect(load(text, 'price')).rejects.toThrow(`Give a column with few classes; it holds "0,25", but ${take}.`)
  await expect(load(text, 'weight', { task: 'regression' })).rejects.toThrow(`holds "0,5"; ${take}.`)
  const thousands = await load(
    lines('x;cost;y', (i) => `${i / 7};1,${100 + i}.5;${i % 2 ? 'a' : 'b'}`),
    'y',
  )
  expect(thousands.table!.leftOut[0]!.reason).toContain(`such as "1,100.5"; ${take})`)
})

test('of many categories the most frequent count', async () => {
  const text = ['town,y', ...Array.from({ length: 480 }, (_, i) => `town ${i % 120},${i % 2}`)].join('\n')
  const data = await load(text, 'y')
  expect(data.splits.train.inputs.shape[1]).toBe(101)
  expect(data.table!.notes).toEqual([
    'The target "y" has 2 different whole numbers, which are taken for classes; --task regression predicts the number.',
    'Of "town", the 100 most frequent texts count; all others are one.',
  ])
})

const xy = (y: (i: number) => string | number): string => lines('x,y', (i) => `${(i * 37) % 11},${y(i)}`)

test.each([
  ['a target that is missing', xy(() => ''), {}, 'The target "y" is missing in every row of'],
  ['one class', xy(() => 'a'), {}, 'The target "y" is "a" in every row'],
  ['one number', xy(() => 2.5), {}, 'The target "y" is 2.5 in every row'],
  ['names for classes', xy((i) => `n${i}`), {}, 'The target "y" has 60 different values in 60 rows'],
  ['a number of no measure', xy((i) => (i === 6 ? 1e200 : i / 7)), {}, 'The target "y" is 1e+200 in row 7;'],
  ['few rows', 'x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n', {}, 'can be used in 6 rows; the demo needs at least 20'],
  ['no rows', 'x,y\n', {}, 'is missing in every row'],
  ['no text', '', {}, 'is empty'],
  ['a row that is too long', 'x,y\n1,2\n1,2,3\n', {}, 'has 2 columns, but 3 cells in row 1'],
  [
    'nothing to learn from',
    lines('x,y', (i) => `1,${i % 2}`),
    {},
    'has no column to predict "y" from: "x" is "1" in every row',
  ],
  [
    'a regression of texts',
    xy((i) => `${i}kg`),
    { task: 'regression' },
    'needs a target of numbers, but "y" holds "0kg"',
  ],
  ['a column to drop', xy((i) => i % 2), { drop: ['z'] }, '--drop was given "z"; '],
  ['the target to drop', xy((i) => i % 2), { drop: ['y'] }, '--drop was given "y", which is the target'],
] as const)('refused: %s', async (_, text, settings, message) => {
  const failure = load(text, 'y', settings as Partial<TableSettings>)
  await expect(failure).rejects.toThrow(message)
  await expect(failure).rejects.toBeInstanceOf(UsageError)
})

test('a value out of all proportion to the training rows', async () => {
  const refusals = async (text: (far: number) => string): Promise<string[]> => {
    const loads = Array.from({ length: 20 }, (_, far) =>
      load(text(far), 'y').then(
        () => '',
        (error: Error) => error.message,
      ),
    )
    return (await Promise.all(loads)).filter((message) => message !== '')
  }
  const inputs = await refusals((far) => lines('x,y', (i) => `${i === far ? 1e300 : i % 5},${i % 2}`))
  expect(inputs[0]).toMatch(/^The column "x" is 1e\+300 in row \d+, more than a million standard deviations/)
  const targets = await refusals((far) => xy((i) => (i === far ? -1e140 : i / 7)))
  expect(targets[0]).toMatch(/^The column "y" is -1e\+140 in row \d+, more than/)
})

test('a file that is not there', async () => {
  const failure = loadTable(
    { csv: join(folder, 'no.csv'), target: 'y', task: undefined, drop: [], missing: [] },
    10,
    key(0),
  )
  await expect(failure).rejects.toThrow(/which cannot be read \(ENOENT\)/)
  await expect(load('x,y\n', 'y', { csv: folder })).rejects.toThrow(/cannot be read \(EISDIR\)/)
  await expect(
    load(
      xy((i) => i % 2),
      'y',
      {},
      40,
    ),
  ).rejects.toThrow('--train was given 40; of 60 rows 12 are kept')
})
