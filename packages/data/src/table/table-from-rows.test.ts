import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DataError } from '../data-error.ts'
import { parseCsv } from '../formats/csv/parse-csv.ts'
import { type Cell, tableFromRows } from './table-from-rows.ts'

test('rows make the table that their text makes', () => {
  const rows = [
    { height: 1.5, crop: 'leek', wet: true },
    { height: null, crop: '', wet: false },
    { height: Number.NaN, crop: undefined, wet: true, bed: 7n },
    JSON.parse('{ "height": -0.25, "__proto__": "x" }'),
  ]
  const text = 'height,crop,wet,bed,__proto__\n1.5,leek,true,,\n,,false,,\n,,true,7,\n-0.25,,,,x\n'
  expect(tableFromRows(rows)).toEqual(parseCsv(text))
  const names = ['crop', 'height']
  expect(tableFromRows([{ height: 2 }], { names, types: { crop: ['kale', 'leek'] }, name: 'one' })).toEqual({
    name: 'one',
    rows: 1,
    columns: [
      { kind: 'category', name: 'crop', codes: Int32Array.of(-1), categories: ['kale', 'leek'] },
      { kind: 'number', name: 'height', values: Float64Array.of(2) },
    ],
  })
  expect(tableFromRows([], { names }).columns).toHaveLength(2)
})

test('texts stay texts unless they are called numbers, and numbers become categories where these are wanted', () => {
  expect(tableFromRows([{ a: '1' }, { a: '01' }]).columns[0]).toMatchObject({ categories: ['01', '1'] })
  const types = { a: 'number', b: 'category' } as const
  expect(tableFromRows([{ a: '1.5', b: 2 }], { types }).columns).toMatchObject([
    { values: Float64Array.of(1.5) },
    { categories: ['2'] },
  ])
})

test.each<[readonly unknown[] | object, object, string]>([
  [{ a: 1 }, {}, 'Rows are a list of objects, but table is none; of one row write [{ height: 1.5 }].'],
  [[1], {}, 'Row 0 of table is no object'],
  [[[1]], {}, 'Row 0 of table is no object'],
  [[{ a: 1 }, null], {}, 'Row 1 of table is no object'],
  [[], {}, 'table has no rows to take the names of columns from; give names.'],
  [[{ a: 1, c: 2 }], { names: ['a', 'b'] }, 'Row 0 of table has the value "c", but the columns are "a", "b".'],
  [[{ a: new Date(0) }], {}, 'The column "a" is a value of the type object in row 0'],
  [[{ a: 1 }, { a: [2] }], {}, 'The column "a" is a value of the type object in row 1'],
  [[{ a: 1 }, { a: '2' }], {}, 'The column "a" is the number 1 in row 0, but the text "2" in row 1.'],
  [[{ a: Infinity }], {}, 'The column "a" is Infinity in row 0; numbers are finite.'],
  [[{ a: 2n ** 53n + 1n }], {}, 'Column "a" is 9007199254740993 in row 0, which float64 rounds to'],
  [[{ a: true }], { types: { a: 'number' } }, 'Column "a" holds numbers, but is "true" in row 0'],
  [[{ a: 'x' }], { types: { a: ['y'] } }, 'Column "a" is "x" in row 0; the given categories are y.'],
  [[{ a: 'NA' }], { missing: 'NA' }, 'tableFromRows was given missing "NA"; it takes a list of texts'],
])('what is no row is named (%#)', (rows, options, message) => {
  expect(() => tableFromRows(rows as never, options)).toThrow(message)
})

test('any value is read, or refused with a sentence', () => {
  const value = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.bigInt(), fc.anything())
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), value), { maxLength: 4 }), (rows) => {
      try {
        expect(tableFromRows(rows as Record<string, Cell>[]).rows).toBe(rows.length)
      } catch (error) {
        expect(error).toBeInstanceOf(DataError)
      }
    }),
    { seed: 5, numRuns: 1000 },
  )
})
