import { describe, expect, test } from 'vitest'
import { type Column, preprocess, preprocessFromState, type Table, takeTable } from '../src/index.ts'
import { stepCases } from './step-cases.ts'

const cases = await stepCases()
const tableOf = (column: Column): Table => ({
  name: 'table',
  rows: column.kind === 'number' ? column.values.length : column.codes.length,
  columns: [column],
})

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

  test('a row becomes what it becomes among others', () => {
    const all = fitted.apply(table)
    for (let row = 0; row < table.rows; row++)
      expect(fitted.apply(takeTable(table, [row]))).toEqual(takeTable(all, [row]))
    expect(fitted.apply(takeTable(table, []))).toEqual(takeTable(all, []))
  })
})
