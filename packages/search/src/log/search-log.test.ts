import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import type { TrialRecord } from '../trials/trial-record.ts'
import { openLog } from './search-log.ts'

const identity = { trial: 'trial.ts', space: { keep: { kind: 'uniform', low: 0, high: 1 } }, key: [0, 1] }
const records = [0.5, Number.NaN, -Infinity].map(
  (value, index): TrialRecord => ({
    round: 0,
    index,
    budget: 1,
    settings: { keep: 0.5, name: 'é' },
    value,
    seconds: 1,
  }),
)
const failed: TrialRecord = { round: 0, index: 3, budget: 1, settings: { keep: 1 }, error: 'Error: a\nb', seconds: 2 }

async function read(path: string, of = identity): Promise<readonly TrialRecord[]> {
  const log = await openLog(path, of)
  await log.close()
  return log.records
}

test('what was given comes back, numbers that JSON lacks among it, in the order in which it was given', async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'log.jsonl')
  const log = await openLog(path, identity)
  expect(log.records).toEqual([])
  // Long and short ones at once.
  const given = [...records, failed, ...records].map((record, i) => ({
    ...record,
    details: { text: 'x'.repeat(i % 2 === 0 ? 4e6 : 1) },
  }))
  await Promise.all(given.map((record) => log.append(record)))
  await log.close()
  expect(await read(path)).toEqual(given)
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(1 + given.length + 1)
})

test('cut off at any byte, only the line that was cut is lost, and the log goes on', async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'log.jsonl')
  const log = await openLog(path, identity)
  for (const record of records) await log.append(record)
  await log.close()
  const whole = readFileSync(path)
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length))
    const complete = whole.subarray(0, length).toString('latin1').split('\n').length - 1
    const cut = await openLog(path, identity)
    expect(cut.records).toEqual(records.slice(0, Math.max(complete - 1, 0)))
    await cut.append(failed)
    await cut.close()
    expect(await read(path)).toEqual([...cut.records, failed])
  }
})

test('a log of another search is refused with every difference named, and stays as it is', async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'log.jsonl')
  await read(path)
  const before = readFileSync(path, 'utf8')
  const other = { trial: 'trial.ts', space: { keep: { kind: 'uniform', low: 0.3, high: 1 }, rate: 2 }, key: [0, 2] }
  await expect(openLog(path, other)).rejects.toThrow(
    `The log ${path} belongs to another search: space.keep.low was 0 and is 0.3; key was [0,1] and is [0,2]; space.rate was absent and is 2. Give the same`,
  )
  expect(readFileSync(path, 'utf8')).toBe(before)
})

test('what is no log is refused', async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'log.jsonl')
  await read(path)
  appendFileSync(path, 'not JSON\n')
  await expect(read(path)).rejects.toThrow(`Line 2 of the log ${path} cannot be read: `)
  writeFileSync(path, '{"format":2}\n')
  await expect(read(path)).rejects.toThrow('log.jsonl is not a log of this format (1): its first line says 2.')
  writeFileSync(path, '{"loss":2}\n')
  await expect(read(path)).rejects.toThrow('is not a log of this format')
  await expect(read(join(folder.path, 'none', 'log.jsonl'))).rejects.toThrow('Name a file in a folder that exists.')
})
