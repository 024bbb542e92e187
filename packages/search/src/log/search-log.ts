import { type FileHandle, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { differences, isJsonObject, type JsonObject } from '../json.ts'
import { SearchError } from '../search-error.ts'
import { type TrialRecord, trialName } from '../trials/trial-record.ts'
import { decodeRecord, encodeRecord, faultOf, shown } from './log-record.ts'

const FORMAT = 1
const NEWLINE = 10

/** The first bytes of every log. */
const BEGINNING = '{"format":'

/** The files of the logs that this thread has open. */
const opened = new Set<string>()

/** The trials that have ended, in a file that survives the process. */
export interface SearchLog {
  /** The trials of earlier runs, in the order in which they ended. */
  readonly records: readonly TrialRecord[]
  /** Resolves when the record is on the disk. Concurrent calls write one after another. */
  append(record: TrialRecord): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a log of JSON lines, or creates one: a header that identifies the search, then a line for each trial. A file that is neither empty nor
 * begins with a header is refused, and stays as it is. A last line that a killed process wrote in part is cut off before the next is written.
 *
 * @throws {SearchError} where the file cannot be written or read, is no log, is damaged, or belongs to another search; the message says where,
 * and names every difference.
 */
export async function openLog(path: string, identity: JsonObject): Promise<SearchLog> {
  const file = await openFile(path)
  let name: string | undefined
  try {
    const { dev, ino } = await file.stat({ bigint: true })
    if (opened.has(`${dev}/${ino}`))
      throw new SearchError(
        `The log ${path} is open in another search of this program. Wait for its end, or name another log.`,
      )
    name = `${dev}/${ino}`
    opened.add(name)
    const { records, ...end } = await readLog(file, path, identity)
    return { records, ...writer(file, path, end, name) }
  } catch (error) {
    if (name) opened.delete(name)
    await file.close()
    if (error instanceof SearchError) throw error
    throw new SearchError(`The log ${path} cannot be read: ${(error as Error).message}.`, { cause: error })
  }
}

async function openFile(path: string): Promise<FileHandle> {
  const found = await stat(path).catch(() => undefined)
  // To open a pipe would wait for its other end.
  if (found && !found.isFile()) throw new SearchError(`The log ${path} is no file. Name a file.`)
  try {
    return await open(path, 'a+')
  } catch (error) {
    throw new SearchError(
      `The log ${path} cannot be opened: ${(error as Error).message}. Name a file in a folder that exists.`,
      { cause: error },
    )
  }
}

/** How a log ends: its bytes, those of them that stay, and what is missing of their last line. */
interface LogEnd {
  readonly size: number
  readonly keep: number
  readonly missing: string
}

/** Reads a log, and writes the header where there is none. Changes no other file, and nothing else of a log. */
async function readLog(
  file: FileHandle,
  path: string,
  identity: JsonObject,
): Promise<LogEnd & { readonly records: readonly TrialRecord[] }> {
  const search: JsonObject = JSON.parse(JSON.stringify(identity, encodeNonFinite))
  const header = `${JSON.stringify({ format: FORMAT, search })}\n`
  const first = Buffer.alloc(BEGINNING.length)
  const { bytesRead } = await file.read(first, 0, first.length, 0)
  if (!BEGINNING.startsWith(first.toString('latin1', 0, bytesRead))) throw noLog(path)
  const bytes = await file.readFile()
  const keep = bytes.lastIndexOf(NEWLINE) + 1
  if (keep === 0) {
    // Nothing, or a header that a killed process wrote in part: its other part follows.
    const whole = Buffer.from(header)
    if (!whole.subarray(0, bytes.length).equals(bytes)) throw noLog(path)
    const written = await write(file, path, whole.subarray(bytes.length), bytes.length)
    await syncFolder(path)
    return { records: [], size: written, keep: written, missing: '' }
  }
  const lines = splitLines(bytes.subarray(0, keep))
  checkHeader(parseLine(lines[0]!), search, path)
  const tail = bytes.subarray(keep)
  if (tail.length > 0 && tail[0] !== BEGINNING.charCodeAt(0))
    throw new SearchError(
      `Line ${lines.length + 1}, the last of the log ${path}, was not written by a search. Delete it.`,
    )
  // A last line that lacks its end only is kept.
  const whole = parseLine(tail) !== undefined
  const records = readRecords(whole ? [...lines, tail] : lines, path)
  return { records, size: bytes.length, keep: whole ? bytes.length : keep, missing: whole ? '\n' : '' }
}

/** The records of all lines but the first. */
function readRecords([, ...lines]: readonly Buffer[], path: string): TrialRecord[] {
  const records = new Map<string, TrialRecord>()
  lines.forEach((line, index) => {
    const record = readRecord(line, index + 2, path)
    const name = trialName(record)
    const before = records.get(name)
    if (before) checkAgain(before, record, index + 2, path)
    else records.set(name, record)
  })
  return [...records.values()]
}

function noLog(path: string): SearchError {
  return new SearchError(
    `${path} is not a log of a search: it does not begin with the header of one. It stays as it is; name another file.`,
  )
}

/** The lines of bytes that end with a line end. Each is decoded alone, since all may be more than a text can hold. */
function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start)
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return lines
}

/** The JSON value of a line; undefined where it is none. */
function parseLine(line: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line))
  } catch {
    return undefined
  }
}

function readRecord(line: Buffer, number: number, path: string): TrialRecord {
  const value = parseLine(line)
  const fault = value === undefined ? 'it is not JSON' : faultOf(value)
  if (fault !== undefined)
    throw new SearchError(
      `Line ${number} of the log ${path} cannot be read: ${fault}. Delete the line; its trial then runs again.`,
    )
  return decodeRecord(value)
}

/** @throws {SearchError} unless the second record of a trial differs from the first in its time only: two searches may have run it at once. */
function checkAgain(first: TrialRecord, second: TrialRecord, number: number, path: string): void {
  const [{ seconds: _, ...before }, { seconds: __, ...now }] = [encodeRecord(first), encodeRecord(second)]
  const different = differences(before as JsonObject, now as JsonObject)
  if (different.length > 0)
    throw new SearchError(
      `Line ${number} of the log ${path} holds trial ${first.index} of round ${first.round} again: ${different.join('; ')}. Delete one of the two lines.`,
    )
}

function checkHeader(header: unknown, identity: JsonObject, path: string): void {
  if (!isJsonObject(header) || !Object.hasOwn(header, 'format')) throw noLog(path)
  const { format } = header
  if (format !== FORMAT)
    throw new SearchError(
      `${path} is not a log of this format (${FORMAT}): its first line says ${shown(format)}. Name another file.`,
    )
  const search = Object.hasOwn(header, 'search') ? header['search'] : undefined
  if (!isJsonObject(search)) throw noLog(path)
  const different = differences(search, identity)
  if (different.length > 0)
    throw new SearchError(
      `The log ${path} belongs to another search: ${different.join('; ')}. Give the same settings to continue it, or name another log.`,
    )
}

function writer(file: FileHandle, path: string, end: LogEnd, name: string): Pick<SearchLog, 'append' | 'close'> {
  let { size, missing } = end
  let last: Promise<void> = Promise.resolve()
  const append = async (record: TrialRecord): Promise<void> => {
    const fields = encodeRecord(record)
    const fault = faultOf(fields)
    if (fault !== undefined)
      throw new SearchError(
        `Trial ${record.index} of round ${record.round} cannot be written to the log ${path}: ${fault}.`,
      )
    if (end.keep < end.size && size === end.size) {
      await checkSize(file, path, size)
      await file.truncate(end.keep)
      size = end.keep
    }
    size = await write(file, path, Buffer.from(`${missing}${JSON.stringify(fields)}\n`), size)
    missing = ''
  }
  return {
    append(record) {
      last = last.then(() => append(record))
      return last
    },
    async close() {
      await last.catch(() => {})
      opened.delete(name)
      await file.close()
    },
  }
}

/** Writes at the end, which must be at `size`. The size afterwards. */
async function write(file: FileHandle, path: string, bytes: Buffer, size: number): Promise<number> {
  await checkSize(file, path, size)
  try {
    await file.appendFile(bytes)
    await file.datasync()
  } catch (error) {
    throw new SearchError(`The log ${path} cannot be written: ${(error as Error).message}.`, { cause: error })
  }
  await checkSize(file, path, size + bytes.length)
  return size + bytes.length
}

/** @throws {SearchError} where something else has written to the log. */
async function checkSize(file: FileHandle, path: string, size: number): Promise<void> {
  const { size: found } = await file.stat()
  if (found !== size)
    throw new SearchError(
      `Another program writes to the log ${path}: it has ${found} bytes in place of ${size}. Let one search at a time write to a log; what it holds is kept.`,
    )
}

/** Makes the name of a new file last. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // A folder cannot be opened there.
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function encodeNonFinite(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
