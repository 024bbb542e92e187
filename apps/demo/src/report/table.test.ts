import { expect, test } from 'vitest'
import { networkOf } from '../../test/network-of.ts'
import { formatTable, HEADS, type Row, tableRows, wrap } from './table.ts'

const rows: Row[] = [
  ['test error', '4.25 %', '3.00 %'],
  ['training loss, thinned network', '0.5000', '2.0000'],
]

test('a wide terminal has a line for each row', () => {
  expect(formatTable(HEADS, rows)).toBe(
    [
      '┌────────────────────────────────┬─────────────────┬──────────────┐',
      '│                                │ without dropout │ with dropout │',
      '│ test error                     │          4.25 % │       3.00 % │',
      '│ training loss, thinned network │          0.5000 │       2.0000 │',
      '└────────────────────────────────┴─────────────────┴──────────────┘',
    ].join('\n'),
  )
  expect(formatTable(HEADS, rows, 140)).toBe(formatTable(HEADS, rows))
})

test('a narrow one has names in several lines, and no wider line', () => {
  for (const columns of [50, 55, 60]) {
    const lines = formatTable(HEADS, rows, columns).split('\n')
    expect(lines.length).toBeGreaterThan(5)
    expect(new Set(lines.map((line) => line.length)).size).toBe(1)
    expect(lines[0]!.length).toBeLessThanOrEqual(columns)
  }
})

test('every number of both networks has its row', () => {
  const plain = { ...networkOf([2, 0.25]), testError: 0.0425, gap: 0.0325 }
  const dropout = { ...networkOf([2, 1], { seconds: 20, backend: 'reference' }), testError: 0.03, gap: 0.02 }
  expect(
    tableRows({ task: 'classification', plain, dropout, epochsToLoss: { loss: 1, plain: 2, dropout: undefined } }),
  ).toEqual([
    ['training error', '1.00 %', '1.00 %'],
    ['test error', '4.25 %', '3.00 %'],
    ['gap', '3.25 %', '2.00 %'],
    ['training loss, full network', '0.2500', '1.0000'],
    ['training loss, thinned network', '0.5000', '2.0000'],
    ['epochs to a training loss of 1.000', '2', 'never'],
    ['time', '12.3 s', '20.0 s'],
    ['backend', 'wasm', 'reference'],
  ])
})

test('lines are broken between words, as late as possible', () => {
  expect(wrap('one two three', 7)).toBe('one two\nthree')
  expect(wrap('one two three', 6)).toBe('one\ntwo\nthree')
  expect(wrap('a longest b', 3)).toBe('a\nlongest\nb')
  expect(wrap('from 4.2 % to 3.5 %', 8)).toBe('from\n4.2 % to\n3.5 %')
  expect(wrap('one two three', Number.POSITIVE_INFINITY)).toBe('one two three')
})
