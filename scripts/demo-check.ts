/**
 * Runs the demo as the README says to: on the embedded digits, on a table, and with an option that it refuses.
 *
 *     node scripts/demo-check.ts
 */
import { deepStrictEqual, match, ok } from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pnpm } from './command.ts'

const ROOT = join(import.meta.dirname, '..')
const temporary = mkdtempSync(join(tmpdir(), 'thinned-demo-'))
const report = join(temporary, 'report.html')

/** The document of a short run. */
const demo = (...options: readonly string[]) =>
  JSON.parse(
    pnpm(['--silent', 'demo', '--epochs', '2', '--hidden', '16', '--json', '--report', report, ...options], ROOT),
  )

function checkDigits(): void {
  const { dropout, advice } = demo('--train', '100')
  ok(dropout.testError <= 1 && advice.length > 0)
  match(readFileSync(report, 'utf8'), /What the units do, side by side/)
}

const TOWNS = ['"Bern, CH"', '"Oslo, NO"', '"""Ys"""']

/** 60 rows: ids of 16 digits, postcodes with leading zeros, commas and quotes in quotes, missing cells, and a text to predict. */
function table(): string {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const weight = i % 7 === 0 ? '' : i % 11 === 0 ? 'NA' : (2.5 + ((i * 37) % 20) / 10).toFixed(1)
    const state = i % 20 === 0 ? '' : (i * 37) % 20 < 10 ? '"light, dry"' : 'heavy'
    return `${4000123412340000 + i * 7919},${i % 2 === 0 ? '01067' : '90210'},${TOWNS[i % 3]},${weight},${state}`
  })
  return ['id,postcode,"town, country",weight,state', ...rows, ''].join('\r\n')
}

function checkTable(): void {
  const csv = join(temporary, 'table.csv')
  writeFileSync(csv, table())
  const { plain, dropout, advice, ...found } = demo('--csv', csv, '--target', 'state')
  ok([plain, dropout].every(({ testError }) => testError >= 0 && testError <= 1) && advice.length > 0)
  const { task, target, columns, leftOut, notes, train, validation, test } = found
  deepStrictEqual(
    { task, target, columns, leftOut, notes, rows: train + validation + test },
    {
      task: 'classification',
      target: 'state',
      columns: ['postcode', 'town, country', 'weight'],
      leftOut: [{ column: 'id', reason: 'has numbers of 16 digits that all differ, as ids have' }],
      notes: ['3 rows without a target are left out.'],
      rows: 57,
    },
  )
  const page = readFileSync(report, 'utf8')
  for (const cell of ['<td>01067</td>', '<td>Bern, CH</td>', '<td>light, dry</td>']) ok(page.includes(cell), cell)
}

function checkRefusal(): void {
  let refused = ''
  try {
    demo('--keep', '2')
  } catch (error) {
    refused = (error as Error).message
  }
  match(refused, /ended with 2:\n.*--keep was given "2"/s)
}

try {
  checkDigits()
  checkTable()
  checkRefusal()
  console.log('passed  the demo trains on the digits and on a table, and refuses a keep of 2')
} finally {
  rmSync(temporary, { recursive: true, force: true })
}
