import { expect, test } from 'vitest'
import type { Row } from './rows.ts'
import { table } from './table.ts'

const rows: Row[] = [
  ['test error', '4.25 %', '3.00 %'],
  ['training loss, thinned network', '0.5000', '2.0000'],
]

test('a wide terminal has a line for each row', () => {
  expect(table(rows)).toBe(
    [
      '┌────────────────────────────────┬─────────────────┬──────────────┐',
      '│                                │ without dropout │ with dropout │',
      '│ test error                     │          4.25 % │       3.00 % │',
      '│ training loss, thinned network │          0.5000 │       2.0000 │',
      '└────────────────────────────────┴─────────────────┴──────────────┘',
    ].join('\n'),
  )
  expect(table(rows, 140)).toBe(table(rows))
})

test('a narrow one has names in several lines, and no wider line', () => {
  for (const columns of [50, 55, 60]) {
    const lines = table(rows, columns).split('\n')
    expect(lines.length).toBeGreaterThan(5)
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([columns]))
  }
})
