import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DataError } from '../data-error.ts'
import { formatCsv } from '../formats/csv/format-csv.ts'
import { parseCsv } from '../formats/csv/parse-csv.ts'
import { type Column, type Table, takeTable } from '../table/table.ts'
import { tableFromRows } from '../table/table-from-rows.ts'
import { preprocess, preprocessFromState } from './preprocess.ts'
import { impute } from './steps/impute.ts'
import { oneHot } from './steps/one-hot.ts'
import { standardize } from './steps/standardize.ts'

const recipe = {
  target: 'crop',
  numbers: [impute('median', { indicator: true }), standardize()],
  categories: [impute({ constant: 'none' }), oneHot({ unknown: 'zeros' })],
}
const training = parseCsv('light,zip,floor,crop\n1,01234,7,leek\n2,90210,b,kale\n,,,leek\n', {
  types: { floor: 'category' },
})
const fitted = preprocess(recipe).fit(training)

test('columns without a value, and codes that look like numbers, have the kind of training', () => {
  const inputs = (text: string) => [...fitted.inputs(parseCsv(text)).data].map((value) => Number(value.toFixed(2)))
  expect(fitted.dataset(training).featureNames).toEqual([
    'light',
    'light=(missing)',
    'zip=01234',
    'zip=90210',
    'zip=none',
    'floor=7',
    'floor=b',
    'floor=none',
  ])
  expect(inputs('light,zip,floor\n,,\n')).toEqual([0, 1, 0, 0, 1, 0, 0, 1])
  expect(inputs('light,zip,floor\n,90210,7\n')).toEqual([0, 1, 0, 1, 0, 1, 0, 0])
  // Inferred as categories, for its zero in front.
  expect(inputs('light,zip,floor\n01.5,01234,b\n')).toEqual([0, 0, 1, 0, 0, 0, 1, 0])
  // The zero in front was lost before: 1234 may be another code.
  expect(() => inputs('light,zip,floor\n1,1234,7\n')).toThrow(
    'The column "zip" is the number 1234 in row 0, but held categories in training, of which 01234 is this number. Give the text',
  )
  const { types } = fitted
  expect(types).toEqual({ light: 'number', zip: 'category', floor: 'category' })
  expect(fitted.inputs(parseCsv('zip,light,floor\n1234,1,7\n', { types })).data.slice(2, 5)).toEqual(
    Float32Array.of(0, 0, 0),
  )
  expect(() => inputs('light,zip,floor\nx,,\n')).toThrow('"light" is "x" in row 0, but held numbers in training.')
})

test('rows are objects, one or many, with the target or without it', () => {
  const restored = preprocessFromState(JSON.parse(JSON.stringify(fitted.state)))
  const wanted = fitted.inputs(parseCsv('light,zip,floor\n3,01234,7\n,,\n'))
  expect(restored.inputs([{ light: 3, zip: '01234', floor: 7 }, {}])).toEqual(wanted)
  expect(
    restored.inputs([
      { light: '3', zip: '01234', floor: '7', crop: 'beet' },
      { light: null, zip: '', floor: undefined },
    ]),
  ).toEqual(wanted)
  expect(fitted.dataset([{ light: 1, zip: '01234', floor: 7, crop: 'leek' }])).toEqual({
    ...fitted.dataset(takeTable(training, [0])),
    name: 'the rows',
  })
  expect(() => fitted.inputs([{ zip: 1234 }])).toThrow('"zip" is the number 1234 in row 0')
  expect(() => fitted.inputs([{ ligth: 1 }])).toThrow('Row 0 of the rows has the value "ligth", but the columns are')
  expect(() => fitted.inputs([{ light: true }])).toThrow('"light" holds numbers, but is "true" in row 0')
  expect(fitted.inputs([]).shape).toEqual([0, 8])
})

test('a dropped column is in no feature, and in other tables or not', () => {
  const table = parseCsv('id,x,y\n17,1,2\n18,3,4\n')
  const dropping = preprocess({ target: 'y', drop: ['id'] }).fit(table)
  const restored = preprocessFromState(JSON.parse(JSON.stringify(dropping.state)))
  expect(dropping.dataset(table).featureNames).toEqual(['x'])
  for (const given of [table, parseCsv('x\n1\n3\n'), parseCsv('x,id\n1,a\n3,b\n'), [{ x: 1, id: 'a' }, { x: 3 }]])
    expect(restored.inputs(given)).toEqual({ data: Float32Array.of(1, 3), shape: [2, 1] })
  expect(dropping.types).toEqual({ x: 'number' })
})

const words = ['', 'a', '7', '07', '8', '1e3', '-0.5']
const cells = { length: 4, number: fc.constantFrom('', '1', '2.5', '-3'), word: fc.constantFrom(...words) }

test('a row alone becomes what it becomes among others: read with the types, from objects, or else refused', () => {
  const rows = fc.array(fc.tuple(cells.number, cells.word, fc.constantFrom('p', 'q')), { minLength: 2, maxLength: 5 })
  let refused = 0
  fc.assert(
    fc.property(rows, (given) => {
      const names = ['number', 'word', 'target']
      const table = parseCsv([names, ...given].map((row) => row.join(',')).join('\n'), {
        types: { word: 'category', number: 'number' },
      })
      const numbers = [impute({ constant: 0 }, { indicator: true })]
      const prepared = preprocess({ ...recipe, numbers, target: 'target' }).fit(table)
      const { data, shape } = prepared.inputs(table)
      const width = shape[1]!
      for (const [row, [number, word]] of given.entries()) {
        const wanted = { data: data.slice(row * width, (row + 1) * width), shape: [1, width] }
        const text = formatCsv(
          { ...takeTable(table, [row]), columns: takeTable(table, [row]).columns.slice(0, 2) },
          { types: prepared.types },
        )
        expect(prepared.inputs(parseCsv(text, { types: prepared.types }))).toEqual(wanted)
        expect(prepared.inputs([{ number: number === '' ? null : Number(number), word }])).toEqual(wanted)
        expect(prepared.inputs(tableFromRows([{ number, word }]))).toEqual(wanted)
        try {
          expect(prepared.inputs(parseCsv(text))).toEqual(wanted)
        } catch (error) {
          if (!(error instanceof DataError)) throw error
          expect(error.message).toContain('Give the text')
          refused++
        }
      }
    }),
    { seed: 9, numRuns: 300 },
  )
  expect(refused).toBeGreaterThan(0)
})

test('what can be fitted can be applied: names that meet are found out when fitting', () => {
  const name = fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', '=', '(missing)', '(unknown)') })
  let refused = 0
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(name, name, name), { minLength: 1, maxLength: 3 }),
      (names, rows) => {
        const columns = names.map((each, i): Column => {
          const categories = [...new Set(rows.map((row) => row[i]!))]
          return {
            kind: 'category',
            name: each,
            categories,
            codes: Int32Array.from(rows, (row) => categories.indexOf(row[i]!)),
          }
        })
        const table: Table = { name: 'table', rows: rows.length, columns }
        const { fit } = preprocess({
          categories: [impute('mostFrequent', { indicator: true }), oneHot({ unknown: 'column' })],
        })
        try {
          const made = fit(table)
            .apply(table)
            .columns.map((column) => column.name)
          expect(new Set(made).size).toBe(made.length)
        } catch (error) {
          expect((error as Error).message).toMatch(/^Preprocessing makes two columns named/)
          refused++
        }
      },
    ),
    { seed: 10, numRuns: 1000 },
  )
  expect(refused).toBeGreaterThan(10)
})

test('a hundred times as many columns or categories take a hundred times the time, not ten thousand', () => {
  const names = Array.from({ length: 30_000 }, (_, i) => `c${i}`)
  const text = `${names.join(',')},y\n${names.map((_, i) => i % 7).join(',')},1\n${names.map(() => 1).join(',')},2\n`
  const start = performance.now()
  const wide = parseCsv(text)
  const { inputs } = preprocess({ target: 'y', numbers: [standardize()] })
    .fit(wide)
    .dataset(wide)
  expect(inputs.shape).toEqual([2, 30_000])
  const ids = parseCsv(`id\n${Array.from({ length: 20_000 }, (_, i) => `user${i}`).join('\n')}\n`)
  expect(() => preprocess({ categories: [oneHot()] }).fit(ids)).toThrow(
    'oneHot would make 20000 columns of "id" (user0, user1,',
  )
  const many = preprocess({ categories: [oneHot({ maxCategories: 20_000 })] }).fit(ids)
  expect(many.apply(takeTable(ids, [7])).columns).toHaveLength(20_000)
  // Seconds where any of it takes the square; below a half here.
  expect(performance.now() - start).toBeLessThan(6000)
})
