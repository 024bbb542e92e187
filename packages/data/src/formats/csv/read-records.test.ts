import { expect, test } from 'vitest'
import cases from '../../../fixtures/csv-records.json' with { type: 'json' }
import { lineAt, readRecords } from './read-records.ts'

test('what Python wrote is read, however it is quoted, delimited and ended', () => {
  for (const { text, delimiter, cells } of cases) expect(readRecords(text, delimiter).cells).toEqual(cells)
})

test('a record ends in the line that an editor shows', () => {
  const text = 'a,b\r\n"x\r\ny",1\r\r2,"\n\n"\n3,4'
  const { cells, ends } = readRecords(text, ',')
  expect(cells.map((record, i) => [record[0], lineAt(text, ends[i]!)])).toEqual([
    ['a', 1],
    ['x\r\ny', 3],
    ['2', 7],
    ['3', 8],
  ])
})
