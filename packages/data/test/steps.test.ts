import { describe, expect, test } from 'vitest'
import { type Column, DataError, preprocess, preprocessFromState, type Table, takeTable } from '../src/index.ts'
import { stepCases } from './step-cases.ts'

const cases = await stepCases()
const tableOf = (column: Column): Table => ({
  name: 'table',
  rows: column.kind === 'number' ? column.values.length : column.codes.length,
  columns: [column],
})

/** Columns at the ends of float64, with one value, and constant but for rounding. */
const EXTREMES = [
  [1e308, -1e308],
  [1.7e308, 1.7e308, Number.NaN],
  [1e200, 1, 2],
  [5e-324, 0, 1e-323],
  [1e-200, 3e-200],
  [0.1 + 0.2, 0.3, 0.3],
  [-0],
  [7],
]

/** What every step of preprocessing holds. */
describe.each(cases)('%s', (_, { step, train, input, expected }) => {
  const fitted = preprocess({ columns: { [train.name]: [step] } }).fit(tableOf(train))
  const table = tableOf(input)

  test('makes what it should, and leaves its input', () => {
    const before = structuredClone(table)
    expect(fitted.apply(table).columns).toEqual(expected)
    expect(table).toEqual(before)
  })

  test('what it learned is plain JSON, which does the same', () => {
    const json = JSON.stringify(fitted.state)
    expect(JSON.parse(json)).toEqual(fitted.state)
    expect(preprocessFromState(JSON.parse(json)).apply(table).columns).toEqual(expected)
    expect(JSON.stringify(fitted.state)).toBe(json)
  })

  const extremes = train.kind === 'number' ? EXTREMES : []
  test.each(extremes)(
    'what it learned of extremes is finite, and so is what it makes; else they are refused (%#)',
    (...values) => {
      const extreme = tableOf({ kind: 'number', name: train.name, values: Float64Array.from(values) })
      try {
        const learned = preprocess({ columns: { [train.name]: [step] } }).fit(extreme)
        const revived = preprocessFromState(JSON.parse(JSON.stringify(learned.state)))
        const { columns } = learned.apply(extreme)
        expect(revived.apply(extreme).columns).toEqual(columns)
        for (const column of columns)
          if (column.kind === 'number')
            for (const [row, value] of column.values.entries())
              expect(Number.isFinite(value) || Number.isNaN(values[row])).toBe(true)
      } catch (error) {
        if (!(error instanceof DataError)) throw error
        expect(error.message).toContain('no float64 can hold')
      }
    },
  )

  test('a row becomes what it becomes among others', () => {
    const all = fitted.apply(table)
    for (let row = 0; row < table.rows; row++)
      expect(fitted.apply(takeTable(table, [row]))).toEqual(takeTable(all, [row]))
    expect(fitted.apply(takeTable(table, []))).toEqual(takeTable(all, []))
  })
})
