import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Column } from '../../table/table.ts'
import { formatCsv } from './format-csv.ts'
import { parseCsv } from './parse-csv.ts'

const column = (text: string, options = {}): Column => parseCsv(text, options).columns[0]!

test('quotes, line ends in quotes, CRLF, a byte order mark, empty lines and blanks are read', () => {
  const { rows, columns } = parseCsv('\ufeffsize, kind \r\n\r\n 1.5 , "a ""b"", c" \r\n2,"x\r\ny"\n3,z\r', {
    name: 'things',
  })
  expect(rows).toBe(3)
  expect(columns).toEqual([
    { kind: 'number', name: 'size', values: Float64Array.of(1.5, 2, 3) },
    { kind: 'category', name: 'kind', codes: Int32Array.of(0, 1, 2), categories: ['a "b", c', 'x\r\ny', 'z'] },
  ])
})

test('numbers are decimal, with sign and exponent, and what is missing is NaN or −1', () => {
  const whole = { kind: 'number', name: 'a', values: Float64Array.of(1, -500, 1, Number.NaN, 0.25) }
  expect(column('a,b\n+1,x\n-.5e3,\n1.,NA\nnull,x\nNaN,x\n'.replace('NaN', '.25'))).toEqual(whole)
  expect(parseCsv('a,b\n1,x\n2,\n3,NA\n').columns[1]).toMatchObject({ codes: Int32Array.of(0, -1, -1) })
  expect(column('a\nNA\n-\n', { missing: ['-'] })).toMatchObject({ categories: ['NA'], codes: Int32Array.of(0, -1) })
  expect(column('a,b\n,1\n,2\n')).toMatchObject({ kind: 'number', values: Float64Array.of(Number.NaN, Number.NaN) })
})

test('other delimiters, given names and given types', () => {
  expect(parseCsv('1\t\t3\n', { delimiter: '\t', names: ['a', 'b', 'c'] }).columns).toHaveLength(3)
  expect(parseCsv('1::x\n', { delimiter: '::', names: ['a', 'b'] }).columns[1]).toMatchObject({ categories: ['x'] })
  expect(column('a\n1\n2x\n', { types: { a: 'category' } })).toMatchObject({ categories: ['1', '2x'] })
  expect(column('a\nS\nL\nS\n', { types: { a: ['S', 'M', 'L'] } })).toMatchObject({
    codes: Int32Array.of(0, 2, 0),
    categories: ['S', 'M', 'L'],
  })
})

test('a function makes names of those in the first row', () => {
  const names = (firstRow: readonly string[]) => firstRow.map((name, i) => name || `column ${i + 1}`)
  const { rows, columns } = parseCsv(',x\n0,1.5\n1,2.5\n', { names })
  expect(rows).toBe(2)
  expect(columns.map(({ name }) => name)).toEqual(['column 1', 'x'])
  expect(() => parseCsv('a,b\n1,2\n', { names: () => ['a'] })).toThrow(
    'The function names made ["a"] of a first row of 2 names; it gives a list of as many texts.',
  )
})

test('ambiguous columns can be categories', () => {
  const lenient = (text: string) => column(text, { ambiguous: 'category' })
  expect(lenient('a\n1\n2x\n')).toMatchObject({ categories: ['1', '2x'] })
  expect(lenient('a\n12345678901234567\n1\n')).toMatchObject({ categories: ['1', '12345678901234567'] })
  expect(lenient('a\n1e999\n')).toMatchObject({ categories: ['1e999'] })
  expect(lenient('a\n1.5\nNA\n-2\n')).toEqual(column('a\n1.5\nNA\n-2\n'))
  expect(lenient('a\n\n""\n')).toEqual(column('a\n\n""\n'))
  expect(parseCsv('a\n1\n2\n', { ambiguous: 'category', types: { a: 'category' } }).columns[0]!.kind).toBe('category')
})

test('categories do not depend on the order of rows', () => {
  expect(column('a\nb\nä\na\nB\n')).toMatchObject({ categories: ['B', 'a', 'b', 'ä'] })
  expect(column('a\nä\nB\nb\na\n')).toMatchObject({ categories: ['B', 'a', 'b', 'ä'] })
})

test.each([
  ['a,b\n1,2\n"x\n,3\n', {}, 'table is not well-formed CSV: a quoted cell is still open at its end'],
  ['a\n"x"y\n', {}, 'Invalid Closing Quote: "y" follows it, where a delimiter or a line end belongs (line 2)'],
  ['a,b\n1,2\n1,2,3\n', {}, 'has 2 columns, but 3 cells in row 1 (which ends in line 3)'],
  ['a\n1\n\n2x\n', {}, 'the number 1 in row 0 (which ends in line 2), but "2x" in row 2 (which ends in line 4)'],
  [
    'a,b\n\n1,2\n\n"x\r\ny",3\n',
    {},
    'the number 1 in row 0 (which ends in line 3), but "x\\r\\ny" in row 1 (which ends in line 6)',
  ],
  ['a,b\n1,x"y\n', {}, 'Invalid Opening Quote: it stands within a cell that is not quoted (line 2)'],
  ['a\n"1\n"\n2x\n', { types: { a: 'number' as const } }, 'but is "1\\n" in row 0 (which ends in line 3)'],
  ['a\n1\n1e999\n', {}, 'is 1e999 in row 1 (which ends in line 3), which no float64 can hold'],
  ['a\nL\n', { types: { a: ['S'] } }, 'is "L" in row 0 (which ends in line 2); the given categories are S.'],
  ['a\nS\n', { types: { a: ['S', 'S'] } }, 'name one twice'],
  ['a\n1\n', { types: { b: 'number' as const } }, 'types names the column "b", but table has "a".'],
  ['a,a\n', {}, 'two columns named "a"'],
  ['a,\n', {}, 'Column 1 of table, counted from 0, has no name'],
  ['', { name: 'nothing' }, 'nothing is empty'],
  ['a\n', { delimiter: '' }, 'parseCsv was given delimiter ""; it takes a text without quotes and line ends'],
])('what is wrong is named (%#)', (text, options, message) => {
  expect(() => parseCsv(text, options)).toThrow(message)
})

test('an empty line among rows of one column is a missing value; after the last row it is none', () => {
  expect(column('light\n1\n\n3\n\n\n')).toMatchObject({ values: Float64Array.of(1, Number.NaN, 3) })
  expect(column('\nlight\n\n"x"\n""\n')).toMatchObject({ codes: Int32Array.of(-1, 0, -1) })
  expect(parseCsv('a,b\n1,2\n\n3,4\n').rows).toBe(2)
  expect(parseCsv('a,b\n1,2\n3,', { types: { b: 'category' } }).columns[1]).toMatchObject({
    codes: Int32Array.of(0, -1),
  })
})

const name = fc.string({
  minLength: 1,
  unit: fc.constantFrom('a', 'B', ' ', ',', '"', '\n', '\r', 'ü', '\ufeff', '__proto__'),
})
const cell = fc.option(
  name.filter((text) => !['', 'NA', 'NaN', 'null'].includes(text)),
  { nil: undefined, freq: 4 },
)

test('what formatCsv writes is read back, to the last bit', () => {
  const columns = fc.uniqueArray(name, { minLength: 1, maxLength: 4 }).chain((names) =>
    fc.integer({ min: 0, max: 6 }).chain((rows) => {
      const shape = { minLength: rows, maxLength: rows }
      const numbers = fc.array(fc.double({ noDefaultInfinity: true }), shape)
      const texts = fc.array(cell, shape)
      const either = (each: string) =>
        fc.oneof(
          numbers.map((values): Column => ({ kind: 'number', name: each, values: Float64Array.from(values) })),
          texts.map((values): Column => {
            const categories = [...new Set(values.filter((value) => value !== undefined))].sort()
            const codes = Int32Array.from(values, (value) => (value === undefined ? -1 : categories.indexOf(value)))
            return { kind: 'category', name: each, codes, categories }
          }),
        )
      return fc.record({ rows: fc.constant(rows), columns: fc.tuple(...names.map(either)) })
    }),
  )
  fc.assert(
    fc.property(columns, ({ rows, columns }) => {
      const types = Object.fromEntries(columns.map((each) => [each.name, each.kind] as const))
      const table = { name: 'table', rows, columns }
      expect(parseCsv(formatCsv(table), { types })).toEqual(table)
    }),
    { seed: 1, numRuns: 500 },
  )
})

test('however the cells are quoted and the lines end, the same table is read', () => {
  const lines = fc.array(fc.tuple(fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), fc.boolean()), { maxLength: 8 })
  fc.assert(
    fc.property(lines, fc.constantFrom(',', ';', '\t', '||'), (choices, delimiter) => {
      const quote = (text: string, quoted: boolean) => (quoted ? `"${text}"` : text)
      const text = choices
        .map(([end, a, b], row) => `${quote(`${row}`, a)}${delimiter}${quote('x y', b)}${end}`)
        .join('')
      const { columns } = parseCsv(text, { delimiter, names: ['n', 'x'] })
      expect(columns[0]).toMatchObject({ values: Float64Array.from(choices, (_, row) => row) })
    }),
    { seed: 2 },
  )
})

test('a category that would be read as missing is not written', () => {
  expect(() => formatCsv(parseCsv('a\nNA\n', { missing: [] }))).toThrow('has the category "NA"')
})
