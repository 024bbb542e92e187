import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { formatTrials } from '../results/format-trials.ts'
import { SearchError } from '../search-error.ts'
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
    index: i,
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
    // A line that lacks its end only is whole.
    const complete =
      whole
        .subarray(0, length + 1)
        .toString('latin1')
        .split('\n').length - 1
    const cut = await openLog(path, identity)
    expect(cut.records).toEqual(records.slice(0, Math.max(complete - 1, 0)))
    if (length > whole.indexOf('\n')) expect(readFileSync(path)).toEqual(whole.subarray(0, length))
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
  await expect(read(path)).rejects.toThrow(`Line 2 of the log ${path} cannot be read: it is not JSON. Delete the line`)
  writeFileSync(path, '{"format":2}\n')
  await expect(read(path)).rejects.toThrow('log.jsonl is not a log of this format (1): its first line says 2.')
  await expect(read(join(folder.path, 'none', 'log.jsonl'))).rejects.toThrow('Name a file in a folder that exists.')
  await expect(read(folder.path)).rejects.toThrow('is no file.')
})

test('a file that does not begin with a header is refused and stays as it is', async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'weights.safetensors')
  const header = JSON.stringify({ format: 1, search: identity })
  const texts = [
    'precious line 1\nprecious line 2',
    '{"loss":2}',
    '{"loss":2}\n{"half',
    '\n',
    ' ',
    'null\n',
    '[]\nhalf',
    `\uFEFF${header}\n`,
    '{"format":1}\nhalf',
    '{"format":1,"search":null}\nhalf',
    '{"format":1,"__proto__":{"search":{}}}\nhalf',
    `{"format":1,"search":${'['.repeat(1e5)}${']'.repeat(1e5)}}\nhalf`,
    `${header.slice(0, -1)} and more`,
  ]
  const files = [new Uint8Array(100_000).fill(7), new Uint8Array(10), ...texts.map((text) => Buffer.from(text))]
  for (const bytes of files.map((file) => Buffer.from(file))) {
    writeFileSync(path, bytes)
    await expect(read(path)).rejects.toThrow(SearchError)
    await expect(read(path)).rejects.toThrow('is not a log of')
    expect(readFileSync(path).equals(bytes)).toBe(true)
  }
})

const line = { round: 0, index: 0, budget: 1, settings: {}, value: 1, seconds: 1 }
test.each([
  ['null', 'it is null, and a trial is an object'],
  ['[1]', 'it is an array, and a trial is an object'],
  ['{}', 'it has no round'],
  [{ ...line, settings: undefined }, 'it has no settings'],
  [{ ...line, settings: [] }, 'settings is an array; it takes an object of JSON data'],
  [{ ...line, round: -1 }, 'round is -1; it takes an integer from 0'],
  [{ ...line, index: '0' }, 'index is "0"; it takes an integer from 0'],
  [{ ...line, budget: null }, 'budget is null; it takes a finite number'],
  [JSON.stringify(line).replace('"budget":1', '"budget":1e999'), 'budget is Infinity; it takes a finite number'],
  [{ ...line, value: '7' }, 'value is "7"; it takes a number, "NaN", "Infinity" or "-Infinity"'],
  [{ ...line, value: undefined }, 'it has neither value nor error'],
  [{ ...line, error: 'no' }, 'it has both value and error'],
  [{ ...line, value: undefined, error: 5 }, 'error is 5; it takes a text'],
  [{ ...line, details: 'x' }, 'details is "x"; it takes an object of JSON data'],
  [{ ...line, seconds: -1 }, 'seconds is -1; it takes a number from 0'],
  [{ ...line, vale: 1 }, 'it has the field "vale"; a trial has round, index,'],
  [JSON.stringify(line).replace('{', '{"__proto__":{"x":1},'), 'it has the field "__proto__"'],
  [JSON.stringify(line).replace('{}', `{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`), 'settings is an object; it takes'],
  [Buffer.from([0x7b, 0xff, 0x7d]), 'it is not JSON'],
])('a line that is no trial is refused by its number and its fault: %#', async (bad, fault) => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'log.jsonl')
  await read(path)
  const text = typeof bad === 'string' || Buffer.isBuffer(bad) ? bad : JSON.stringify(bad)
  for (const part of [JSON.stringify({ ...line, index: 1 }), '\n', text, '\n', '{"rou']) appendFileSync(path, part)
  const before = readFileSync(path)
  await expect(read(path)).rejects.toThrow(`Line 3 of the log ${path} cannot be read: ${fault}`)
  await expect(read(path)).rejects.toThrow(SearchError)
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a trial that the log could not give back is not written', async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'log.jsonl')
  const log = await openLog(path, identity)
  await expect(log.append({ ...failed, settings: { keep: Infinity } })).rejects.toThrow(
    `Trial 3 of round 0 cannot be written to the log ${path}: settings is an object; it takes an object of JSON data.`,
  )
  await log.close()
  expect(await read(path)).toEqual([])
})

test('a trial that two searches ran counts once, and is refused where they differ', async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'log.jsonl')
  await read(path)
  for (const seconds of [1, 2]) appendFileSync(path, `${JSON.stringify({ ...line, seconds })}\n`)
  expect(await read(path)).toEqual([line])
  appendFileSync(path, `${JSON.stringify({ ...line, value: 2 })}\n`)
  await expect(read(path)).rejects.toThrow('Line 4 of the log')
  await expect(read(path)).rejects.toThrow('holds trial 0 of round 0 again: value was 1 and is 2. Delete one')
})

test('of two writers the second is refused, and no line is lost', async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'log.jsonl')
  const log = await openLog(path, identity)
  await expect(openLog(path, identity)).rejects.toThrow('is open in another search of this program.')
  await log.append(records[0]!)
  // As another process writes.
  appendFileSync(path, `${JSON.stringify({ ...line, index: 7 })}\n`)
  await expect(log.append(records[1]!)).rejects.toThrow('Another program writes to the log')
  await log.close()
  expect(await read(path)).toEqual([records[0], { ...line, index: 7 }])

  // The half-written line of another process is not cut while it goes on.
  appendFileSync(path, '{"round":0,')
  const second = await openLog(path, identity)
  appendFileSync(path, JSON.stringify({ ...line, index: 8 }).slice('{"round":0,'.length))
  await expect(second.append(records[1]!)).rejects.toThrow('Another program writes to the log')
  await second.close()
  expect((await read(path)).map(({ index }) => index)).toEqual([0, 7, 8])
})

test('a log damaged anywhere gives whole trials or is refused with a SearchError, and opening it loses no byte', async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'log.jsonl')
  const log = await openLog(path, identity)
  for (const record of [...records, failed]) await log.append(record)
  await log.close()
  const whole = readFileSync(path)
  const end = whole.indexOf('\n') + 1
  const pieces = fc.constantFrom('\n', '{', '}', 'null', '"__proto__":', '[', '1e999', '\0', '"', ',', 'é')
  const damage = fc.record({
    at: fc.nat(whole.length),
    removed: fc.nat({ max: 40 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      pieces.map((text) => Buffer.from(text)),
    ),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
      const bytes = damages.reduce(
        (now, { at, removed, put }) => Buffer.concat([now.subarray(0, at), put, now.subarray(at + removed)]),
        whole,
      )
      writeFileSync(path, bytes)
      const found = await read(path).catch((error: unknown) => error)
      expect(Object.keys(Object.prototype)).toEqual([])
      const after = readFileSync(path)
      expect(after.subarray(0, bytes.length).equals(bytes)).toBe(true)
      if (found instanceof Error) {
        expect(found).toBeInstanceOf(SearchError)
        expect(after.length).toBe(bytes.length)
        return
      }
      if (bytes.length >= end) expect(after.length).toBe(bytes.length)
      for (const record of found as TrialRecord[]) {
        expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
        expect(Object.hasOwn(record, 'value')).not.toBe(Object.hasOwn(record, 'error'))
        expect(formatTrials([record])).toContain('rank')
      }
    }),
    { numRuns: 2000, seed: 1 },
  )
}, 30_000)
