import { statSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Callback } from '../run/callbacks.ts'
import type { EpochRecord } from '../run/records.ts'
import { TrainError } from '../train-error.ts'
import { pathOf } from './check-path.ts'
import { columnsOf } from './columns.ts'
import { removeLeftovers, replaceFile } from './replace-file.ts'

/** The table in the file: the names of its columns, and rows of text by name. */
interface Table {
  columns: string[]
  rows: Readonly<Record<string, string>>[]
}

/**
 * A callback that writes a CSV file (RFC 4180) with a row for each epoch of the history; metrics and keeps have the columns `metrics/<name>`
 * and `keep/<path>`. Numbers have all their digits. A run from the start replaces the file; a resumed run continues it, and an epoch that it
 * repeats has one row. A column that a later epoch adds is empty above.
 *
 * @throws {TrainError} if there is no such folder, at once; from the run if the file cannot be written or is no such table.
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { csvLogger } from '@thinned/train/node'
 *
 * const path = join(tmpdir(), 'thinned-example.csv')
 * const logger = csvLogger(path)
 * const measured = { runningLoss: 0.7, measuredExamples: 9, thinnedLoss: 0.6, loss: 0.5, error: 0.25, accuracy: 0.75, keep: { dropout1: 0.8 } }
 * await logger.start!({ step: 0, steps: 10, epochs: 1 })
 * await logger.epoch!({ record: { epoch: 0, ...measured, seconds: 1, examplesPerSecond: 9 }, epochs: 1 })
 * console.log(readFileSync(path, 'utf8')) // epoch,runningLoss,measuredExamples,thinnedLoss,loss,error,accuracy,keep/dropout1,seconds,examplesPerSecond
 * // 0,0.7,9,0.6,0.5,0.25,0.75,0.8,1,9
 * ```
 */
export function csvLogger(path: string | URL): Callback {
  const given = pathOf('csvLogger', path)
  const file = resolve(given)
  if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory())
    throw new TrainError(`There is no folder ${dirname(file)} to write the table ${file} in; make it first.`)
  let table: Table = { columns: [], rows: [] }
  return {
    name: `csvLogger(${given})`,
    async start({ step }) {
      const written = await readTable(file)
      await removeLeftovers(dirname(file), (name) => name === basename(file))
      table = step === 0 ? { columns: [], rows: [] } : written
      await replace(file, table)
    },
    async epoch({ record }) {
      const row = rowOf(record)
      const kept = table.rows.filter((before) => Number(before['epoch']) < record.epoch)
      const columns = [...new Set([...table.columns, ...Object.keys(row)])]
      const grows = kept.length === table.rows.length && columns.length === table.columns.length
      table = { columns, rows: [...kept, row] }
      await (grows ? append(file, lineOf(columns, row)) : replace(file, table))
    },
  }
}

function rowOf(record: EpochRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(columnsOf(record).map(([name, value]) => [name, textOf(value)]))
}

function textOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'string') return String(value)
  return JSON.stringify(ArrayBuffer.isView(value) ? Array.from(value as never) : value)
}

function lineOf(columns: readonly string[], row: Readonly<Record<string, string>>): string {
  return `${columns.map((column) => quoted(row[column] ?? '')).join(',')}\n`
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}

/** The table of a file, without an unfinished last line of a killed run; an empty table if there is no file. */
async function readTable(file: string): Promise<Table> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return { columns: [], rows: [] }
    throw error
  }
  const [columns = [], ...lines] = linesOf(text)
  if (text !== '' && columns[0] !== 'epoch')
    throw new TrainError(
      `${file} is not a table of epochs: its first column is ${JSON.stringify(columns[0] ?? '')}. Name another file.`,
    )
  return { columns, rows: lines.map((fields) => Object.fromEntries(columns.map((name, i) => [name, fields[i] ?? '']))) }
}

/** The fields of every complete line, up to the first text that is none. */
function linesOf(text: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  for (const [, quotedField, field, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n)/gy)) {
    line.push(quotedField?.replaceAll('""', '"') ?? field!)
    if (end === ',') continue
    lines.push(line)
    line = []
  }
  return lines
}

async function append(file: string, line: string): Promise<void> {
  const handle = await open(file, 'a')
  try {
    await handle.writeFile(line)
    await handle.datasync()
  } finally {
    await handle.close()
  }
}

async function replace(file: string, { columns, rows }: Table): Promise<void> {
  const header = columns.length > 0 ? [`${columns.map(quoted).join(',')}\n`] : []
  await replaceFile(file, [...header, ...rows.map((row) => lineOf(columns, row))].join(''))
}
