import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DataError } from '../data-error.ts'
import { formatCsv } from '../formats/csv/format-csv.ts'
import { parseCsv } from '../formats/csv/parse-csv.ts'
import { type Column, type Table, typesOf } from './table.ts'

const valuesOf = (column: Column): (number | string | undefined)[] =>
  column.kind === 'number' ? [...column.values] : Array.from(column.codes, (code) => column.categories[code])
const read = (cells: readonly string[], type?: 'number' | 'category'): (number | string | undefined)[] =>
  valuesOf(parseCsv(['c', ...cells, ''].join('\n'), type ? { types: { c: type } } : {}).columns[0]!)

const digits = fc.string({ minLength: 1, maxLength: 22, unit: fc.constantFrom(...'0123456789') })
const nearLimit = fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 9n }).map(String)
const padded = fc.tuple(fc.constantFrom('0', '00'), digits).map((parts) => parts.join(''))

test('whole numbers keep every digit, as numbers or as categories, or the cell is named', () => {
  const seen = { number: 0, category: 0, refused: 0 }
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          { weight: 8, arbitrary: fc.nat().map(String) },
          { weight: 2, arbitrary: nearLimit },
          padded.map((text) => text.slice(0, 9)),
          digits,
        ),
        { minLength: 1, maxLength: 4 },
      ),
      (cells) => {
        try {
          const found = read(cells)
          if (typeof found[0] === 'string') {
            seen.category++
            expect(found).toEqual(cells)
          } else {
            seen.number++
            expect(found.map((value) => `${BigInt(value as number)}`)).toEqual(cells)
          }
        } catch (error) {
          if (!(error instanceof DataError)) throw error
          seen.refused++
          expect(cells.some((cell) => error.message.includes(cell))).toBe(true)
        }
      },
    ),
    { seed: 3, numRuns: 2000 },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50)
})

test('codes with zeros in front are categories, and ids that float64 lacks are refused', () => {
  expect(read(['01234', '90210'])).toEqual(['01234', '90210'])
  expect(read(['01234', 'AB1'])).toEqual(['01234', 'AB1'])
  expect(read(['0', '0.5', '-0.5', '+7', '00e1'.slice(1)])).toEqual([0, 0.5, -0.5, 7, 0])
  expect(read(['007', '8'], 'number')).toEqual([7, 8])
  expect(read(['9007199254740992', '9007199254740994.0'])).toEqual([2 ** 53, 2 ** 53 + 2])
  expect(() => read(['1', '9007199254740993'])).toThrow(
    'Column "c" is 9007199254740993 in row 1 (which ends in line 3), which float64 rounds to 9007199254740992. Give types: { "c": \'category\' }',
  )
  expect(read(['9007199254740993'], 'number')).toEqual([2 ** 53])
  expect(read(['9007199254740993'], 'category')).toEqual(['9007199254740993'])
  expect(() => read(['9007199254740992.5'])).toThrow('which float64 rounds to 9007199254740992')
  expect(() => read(['1e-400'])).toThrow('which float64 rounds to 0')
  expect(read(['0e-400', '1234567890123456789e3'])).toEqual([0, Number('1234567890123456789e3')])
})

/** A table of columns of numbers and of categories, many of which look like numbers. */
const tables = fc.integer({ min: 1, max: 5 }).chain((rows) => {
  const length = { minLength: rows, maxLength: rows }
  const amounts = fc.array(fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(2 ** 60)), length)
  const words = fc.array(fc.option(fc.constantFrom('1', '01', '1.0', '2', '1e3', 'a', '9007199254740993')), length)
  return fc.record({ amounts, words }).map(({ amounts, words }): Table => {
    const categories = [...new Set(words.filter((word) => word !== null))].reverse()
    const codes = Int32Array.from(words, (word) => (word === null ? -1 : categories.indexOf(word)))
    return {
      name: 'table',
      rows,
      columns: [
        { kind: 'number', name: 'amount', values: Float64Array.from(amounts) },
        { kind: 'category', name: 'word', codes, categories },
      ],
    }
  })
})

test('what is written comes back: with its types to the last code, without them with the same values, or it is refused', () => {
  let refused = 0
  fc.assert(
    fc.property(tables, (table) => {
      const types = typesOf(table)
      expect(parseCsv(formatCsv(table, { types }), { types })).toEqual(table)
      const [amounts, words] = table.columns.map(valuesOf)
      try {
        const [sameAmounts, sameWords] = parseCsv(formatCsv(table)).columns.map(valuesOf)
        expect(sameAmounts).toEqual(amounts)
        if (words!.some((word) => word !== undefined)) expect(sameWords).toEqual(words)
      } catch (error) {
        if (!(error instanceof DataError)) throw error
        expect(error.message).toContain('would be read as a number. Write it with formatCsv(table, { types })')
        refused++
      }
    }),
    { seed: 4, numRuns: 500 },
  )
  expect(refused).toBeGreaterThan(50)
})

test.each([
  [() => parseCsv('a\nNA\n', { missing: 'NA' as never }), 'parseCsv was given missing "NA"; it takes a list of texts'],
  [() => parseCsv('1\n', { names: 'a' as never }), 'parseCsv was given names "a"; it takes a list of texts'],
  [
    () => parseCsv('a\n1\n', { types: { a: 'numeric' as never } }),
    `parseCsv was given types.a "numeric"; it takes 'number' or 'category', or a list`,
  ],
  [() => parseCsv('a\n1\n', { types: { a: [1] as never } }), 'parseCsv was given types.a[0] 1; it takes a text.'],
  [
    () => parseCsv([{ a: 1 }] as never),
    'parseCsv was given [{ a }] as its text; it reads one text. Of rows as objects, tableFromRows',
  ],
  [() => parseCsv(undefined as never), 'parseCsv was given undefined as its text'],
])('what is no text or no list of texts is refused (%#)', (run, message) => {
  expect(run).toThrow(new RegExp(message.replace(/[[\](){}.*+?|]/g, '\\$&')))
  expect(run).toThrow(DataError)
})
