import { type FileHandle, open } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { differences, type JsonObject } from '../json.ts'
import { SearchError } from '../search-error.ts'
import type { TrialRecord } from '../trials/trial-record.ts'

const FORMAT = 1
const NEWLINE = 10

/** The trials that have ended, in a file that survives the process. */
export interface SearchLog {
  /** The trials of earlier runs, in the order in which they ended. */
  readonly records: readonly TrialRecord[]
  /** Resolves when the record is on the disk. Concurrent calls write one after another. */
  append(record: TrialRecord): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a log of JSON lines, or creates one: a header that identifies the search, then a line for each trial. A last line that a killed
 * process wrote in part is cut off.
 *
 * @throws {SearchError} where the file cannot be written or read, or belongs to another search; the message names every difference.
 */
export async function openLog(path: string, identity: JsonObject): Promise<SearchLog> {
  const file = await openFile(path)
  try {
    const bytes = await file.readFile()
    const end = bytes.lastIndexOf(NEWLINE) + 1
    if (end < bytes.length) await file.truncate(end)
    const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1)
    const [header, ...rest] = lines.map((line, index) => parse(line, index + 1, path))
    if (header) checkHeader(header, identity, path)
    else await writeHeader(file, path, identity)
    return { records: rest.map(decodeNonFinite), ...writer(file, path) }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a+')
  } catch (error) {
    throw new SearchError(
      `The log ${path} cannot be opened: ${(error as Error).message}. Name a file in a folder that exists.`,
      { cause: error },
    )
  }
}

async function writeHeader(file: FileHandle, path: string, identity: JsonObject): Promise<void> {
  await write(file, path, { format: FORMAT, search: identity })
  if (process.platform === 'win32') return // A folder cannot be opened there.
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function writer(file: FileHandle, path: string): Pick<SearchLog, 'append' | 'close'> {
  let last: Promise<void> = Promise.resolve()
  return {
    append(record) {
      last = last.then(() => write(file, path, record))
      return last
    },
    async close() {
      await last.catch(() => {})
      await file.close()
    },
  }
}

async function write(file: FileHandle, path: string, line: object): Promise<void> {
  try {
    await file.appendFile(`${JSON.stringify(line, encodeNonFinite)}\n`)
    await file.datasync()
  } catch (error) {
    throw new SearchError(`The log ${path} cannot be written: ${(error as Error).message}.`, { cause: error })
  }
}

function parse(line: string, number: number, path: string): JsonObject {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new SearchError(
      `Line ${number} of the log ${path} cannot be read: ${(error as Error).message}. Delete the line; its trial then runs again.`,
      { cause: error },
    )
  }
}

function checkHeader({ format, search }: JsonObject, identity: JsonObject, path: string): void {
  if (format !== FORMAT || search === undefined)
    throw new SearchError(
      `${basename(path)} is not a log of this format (${FORMAT}): its first line says ${JSON.stringify(format)}. Name another file.`,
    )
  const different = differences(search, identity)
  if (different.length > 0)
    throw new SearchError(
      `The log ${path} belongs to another search: ${different.join('; ')}. Give the same settings to continue it, or name another log.`,
    )
}

/** JSON has no NaN and no Infinity, which values can be: they are written as text. */
function encodeNonFinite(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

function decodeNonFinite(record: JsonObject): TrialRecord {
  const { value } = record
  return (typeof value === 'string' ? { ...record, value: Number(value) } : record) as unknown as TrialRecord
}
