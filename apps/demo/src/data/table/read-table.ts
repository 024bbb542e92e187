import { open } from 'node:fs/promises'
import { constants, gunzipSync } from 'node:zlib'
import { DataError, type Table } from '@thinned/data'
import { readCsv } from '@thinned/data/node'
import { UsageError } from '../../errors.ts'
import { userPath } from '../../files.ts'

/** The words of tables that mean a missing value. */
const MISSING = ['', 'NA', 'N/A', 'n/a', 'NaN', 'nan', 'NULL', 'null', '?']

/** How much of a file to look at for its delimiter. */
const BEGINNING = 65_536

/**
 * Reads a CSV file leniently: any usual delimiter, columns without a name or with the same one, and numbers beside texts, which become
 * categories.
 *
 * @throws {UsageError} where the file cannot be read, or is no table.
 */
export async function readTable(path: string, missing: readonly string[]): Promise<Table> {
  const file = userPath(path)
  try {
    return await readCsv(file, {
      name: path,
      delimiter: delimiterOf(await beginningOf(file)),
      names: distinctNames,
      ambiguous: 'category',
      missing: [...MISSING, ...missing],
    })
  } catch (error) {
    if (error instanceof DataError) throw new UsageError(`--csv was given "${path}". ${error.message}`)
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new UsageError(`--csv was given "${path}", which cannot be read (${code}). Give the path of a CSV file.`)
  }
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(BEGINNING), 0, BEGINNING, 0)
    const bytes = buffer.subarray(0, bytesRead)
    return new TextDecoder().decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? beginningOfGzip(bytes) : bytes)
  } finally {
    await handle.close()
  }
}

/** A file that is damaged is told when it is read as a whole. */
function beginningOfGzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return new Uint8Array(0)
  }
}

const DELIMITERS = [',', ';', '\t', '|']

/** The delimiter that stands most often in the first line that is not empty, outside of quotes; of equals the comma. */
export function delimiterOf(text: string): string {
  const [, line = ''] = /^[\s\ufeff]*((?:"(?:[^"]|"")*"|[^"\r\n])*)/.exec(text) ?? []
  const bare = line.replace(/"(?:[^"]|"")*"/g, '')
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!
}

/** Names for the columns of a first row: those without one are counted, and a name that stands again gets a number. */
export function distinctNames(firstRow: readonly string[]): string[] {
  const taken = new Set(firstRow)
  const seen = new Set<string>()
  return firstRow.map((given, index) => {
    if (given !== '' && !seen.has(given)) {
      seen.add(given)
      return given
    }
    const base = given || `column ${index + 1}`
    let name = base
    for (let n = 2; name === '' || taken.has(name) || seen.has(name); n++) name = `${base} (${n})`
    seen.add(name)
    return name
  })
}
