import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { killer, listenedRun, PER_EPOCH } from '../../test/listened-run.ts'
import { memoryStore } from '../../test/memory-store.ts'
import type { EpochRecord } from '../run/records.ts'
import { csvLogger } from './csv-logger.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinned-csv-'))
  path = join(folder, 'run.csv')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Rows by column, for files without quotes. */
function rows(): Record<string, string>[] {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  const columns = header!.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((field, i) => [columns[i]!, field])))
}
const timeless = (table: Record<string, string>[]) =>
  table.map(({ seconds, examplesPerSecond, ...measured }) => measured)

const record = (epoch: number, more: object = {}): { record: EpochRecord; epochs: number } => ({
  record: {
    epoch,
    runningLoss: 1,
    measuredExamples: 1,
    thinnedLoss: 1,
    loss: 1,
    error: 0,
    accuracy: 1,
    keep: {},
    seconds: 1,
    examplesPerSecond: 1,
    ...more,
  },
  epochs: 9,
})

test('a row for each epoch holds the history, digit for digit; what was not measured is empty', async () => {
  const { history } = await listenedRun([csvLogger(path)])
  const table = rows()
  expect(table).toHaveLength(4)
  history.forEach(({ keep, ...measured }, epoch) => {
    const { 'keep/thin1': keptText, ...own } = table[epoch]!
    expect(Number(keptText)).toBe(keep['thin1'])
    for (const [name, text] of Object.entries(own)) {
      const value = measured[name as keyof typeof measured] as number | undefined
      expect(value === undefined ? text === '' : Object.is(Number(text), value)).toBe(true)
    }
  })
  expect(table[0]!['validationLoss']).toBe('')
  expect(table[1]!['validationLoss']).not.toBe('')
  expect(readdirSync(folder)).toEqual(['run.csv'])
})

test('an interrupted run that goes on leaves the rows of one that was not, whatever a death left behind', async () => {
  await listenedRun([csvLogger(path)])
  const whole = timeless(rows())
  // Saved after two epochs; the third has its row, and is taken again.
  const store = memoryStore()
  const dying = listenedRun([csvLogger(path), killer(3 * PER_EPOCH + 1)], {
    store: { ...store, save: keepFirst(store) },
  })
  await expect(dying).rejects.toThrow('killed')
  expect(rows()).toHaveLength(3)
  appendFileSync(path, '3,0.5')
  await listenedRun([csvLogger(path)], { store, resume: true })
  expect(timeless(rows())).toEqual(whole)
})

/** Saves one checkpoint: those that fit leaves when a callback throws are lost, as in a death. */
function keepFirst(store: ReturnType<typeof memoryStore>) {
  return async (bytes: Uint8Array): Promise<void> => {
    if (store.saved.length === 0) await store.save(bytes)
  }
}

test('a run from the start writes the file anew', async () => {
  await listenedRun([csvLogger(path)])
  const first = readFileSync(path, 'utf8').split('\n').length
  await listenedRun([csvLogger(path)])
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(first)
})

test('a new column is empty above; names with commas and quotes, lists and words survive a resumed run', async () => {
  const listener = csvLogger(path)
  await listener.start!({ step: 0, steps: 9, epochs: 9 })
  await listener.epoch!(record(0))
  await listener.epoch!(record(1, { metrics: { 'a,"b"': [1, 2], word: 'x', gone: Number.NaN } }))
  const text = readFileSync(path, 'utf8')
  expect(text.split('\n').slice(0, 3)).toEqual([
    'epoch,runningLoss,measuredExamples,thinnedLoss,loss,error,accuracy,seconds,examplesPerSecond,"metrics/a,""b""",metrics/word,metrics/gone',
    '0,1,1,1,1,0,1,1,1,,,',
    '1,1,1,1,1,0,1,1,1,"[1,2]",x,NaN',
  ])
  await csvLogger(path).start!({ step: 5, steps: 9, epochs: 9 })
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('files that are something else, and folders that are not there, are refused', async () => {
  writeFileSync(path, 'name,age\nx,1\n')
  await expect(csvLogger(path).start!({ step: 3, steps: 9, epochs: 9 })).rejects.toThrow(
    'run.csv is not a table of epochs: its first column is "name". Name another file.',
  )
  await expect(listenedRun([csvLogger(path)])).rejects.toThrow('is not a table of epochs')
  expect(readFileSync(path, 'utf8')).toBe('name,age\nx,1\n')
  expect(() => csvLogger(join(folder, 'none', 'run.csv'))).toThrow('There is no folder')
})

test('loggers at once on one path each write a whole file, and a file beside it is left alone', async () => {
  writeFileSync(`${path}.tmp`, 'mine')
  writeFileSync(join(folder, '.run.csv.99999999.0123456789abcdef.tmp'), '')
  const loggers = [1, 2, 3, 4].map(() => csvLogger(path))
  await Promise.all(loggers.map((logger) => logger.start!({ step: 0, steps: 9, epochs: 9 })))
  expect(readdirSync(folder).sort()).toEqual(['run.csv', 'run.csv.tmp'])
  expect(readFileSync(`${path}.tmp`, 'utf8')).toBe('mine')
})

test('a long line that was cut off takes no time that grows with its square', async () => {
  writeFileSync(path, `epoch,loss\n0,1\n1,${'9'.repeat(2_000_000)}`)
  await csvLogger(path).start!({ step: 5, steps: 9, epochs: 9 })
  expect(readFileSync(path, 'utf8')).toBe('epoch,loss\n0,1\n')
})
