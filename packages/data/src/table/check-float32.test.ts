import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DataError } from '../data-error.ts'
import { parseCsv } from '../formats/csv/parse-csv.ts'
import { preprocess } from '../preprocess/preprocess.ts'
import { standardize } from '../preprocess/steps/standardize.ts'
import type { Table } from './table.ts'
import { tableDataset, tableInputs } from './table-dataset.ts'

const dataset = (text: string) => tableDataset(parseCsv(text), { target: 'y' })
const column = (values: readonly number[]): Table => ({
  name: 'table',
  rows: values.length,
  columns: [
    { kind: 'number', name: 'x', values: Float64Array.from(values) },
    { kind: 'number', name: 'y', values: new Float64Array(values.length) },
  ],
})

test.each([
  [
    'x,y\n1e39,a\n1,b\n',
    '"x" of table is 1e+39 in row 0; float32 holds numbers up to 3.4e38. Preprocess it with standardize',
  ],
  ['x,y\n1,1e39\n2,3\n', '"y" of table is 1e+39 in row 0; float32 holds numbers up to 3.4e38. Give it in another unit'],
  [
    'x,y\n16777216,a\n16777217,b\n',
    '"x" of table is 16777216 in row 0 and 16777217 in row 1; in float32 both are 16777216.',
  ],
  ['x,y\n1700000000000,a\n1700000060000,b\n', 'in float32 both are 1700000038912. Preprocess it with standardize'],
  ['x,y\na,1700000000000\nb,1700000060000\n', '"x" of table holds categories'],
  ['x,y\n1,1700000000000\n2,1700000060000\n', '"y" of table is 1700000000000 in row 0 and 1700000060000 in row 1'],
  ['x,y\n1000000.01,a\n1000000.02,b\n', 'in float32 both are 1000000'],
  ['x,y\n01,a\n02,b\n', 'To read numbers with zeros in front, give types: { "x": \'number\' }.'],
])('what float32 does not hold is named (%#)', (text, message) => {
  expect(() => dataset(text)).toThrow(message)
})

test('standardize keeps what float32 would lose, and ordinary numbers are as they were', () => {
  const times = parseCsv('x,y\n1700000000000,a\n1700000060000,b\n')
  const prepared = preprocess({ target: 'y', numbers: [standardize()] }).fit(times)
  expect(prepared.dataset(times).inputs.data).toEqual(Float32Array.of(-1, 1))
  // Degrees Kelvin with all digits of float64: some differ by less than a unit of float32, which is nothing next to their range.
  const kelvin = Array.from({ length: 5000 }, (_, i) => 273.15 + ((i * 0.6180339887498949) % 1) * 20)
  expect(tableDataset(column(kelvin), { target: 'y' }).inputs.data).toEqual(Float32Array.from(kelvin))
  expect(tableInputs(column([16777216, 16777217]), { target: 'y' }).data).toEqual(Float32Array.of(16777216, 16777216))
  for (const infinite of [Infinity, -Infinity, -1e39])
    expect(() => tableInputs(column([1, infinite]), { target: 'y' })).toThrow(`is ${infinite} in row 1`)
})

test('different whole numbers become different features, and every feature is finite, or the column is refused', () => {
  const whole = fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }).map(Number)
  const near = fc.integer({ min: 0, max: 3 }).map((i) => 2 ** 24 + i)
  const wide = fc.double({ noNaN: true }).map(Math.trunc)
  let refused = 0
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), near, whole, wide), { minLength: 1, maxLength: 5 }), (values) => {
      try {
        const { data } = tableDataset(column(values), { target: 'y' }).inputs
        expect(data.every(Number.isFinite)).toBe(true)
        expect(new Set(data).size).toBe(new Set(values).size)
      } catch (error) {
        expect(error).toBeInstanceOf(DataError)
        refused++
      }
    }),
    { seed: 8, numRuns: 1000 },
  )
  expect(refused).toBeGreaterThan(50)
})
