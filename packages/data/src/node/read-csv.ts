import { readFile } from 'node:fs/promises'
import { type Fields, integer, optional, text, withDefault } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import { type CsvOptions, csvFields, parseCsv } from '../formats/csv/parse-csv.ts'
import { MAX_UNPACKED_BYTES } from '../formats/unpacked.ts'
import { dataOptions } from '../options.ts'
import type { Table } from '../table/table.ts'
import { readerNames } from '../table/table-options.ts'
import { decompress } from './decompress.ts'
import { pathOf } from './path.ts'

export interface ReadCsvOptions extends CsvOptions {
  /** The most bytes that a gzip file may unpack to. Default: 1 GiB. */
  readonly maxBytes?: number
}

const read = dataOptions(
  'readCsv',
  {
    ...csvFields,
    name: optional(text),
    maxBytes: withDefault(integer({ from: 0 }), MAX_UNPACKED_BYTES),
  } satisfies Fields<ReadCsvOptions>,
  readerNames,
)

/**
 * Reads a file of comma-separated values in UTF-8, plain or gzip, as `parseCsv` does; the table is named after the path. The text is one
 * string, of which an engine holds about 512 MiB.
 *
 * @throws {DataError} if the file cannot be read, is too long, is not UTF-8, or is not what `parseCsv` takes.
 * @example
 * ```ts
 * import { readCsv } from '@thinned/data/node'
 * import { writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 *
 * writeFileSync(`${tmpdir()}/crops.csv`, 'height,crop\n1.5,leek\n,kale\n')
 * console.log((await readCsv(`${tmpdir()}/crops.csv`)).rows) // 2
 * ```
 */
export async function readCsv(path: string | URL, options: ReadCsvOptions = {}): Promise<Table> {
  const file = pathOf('readCsv', 'path', path)
  const { maxBytes, name = file, names, ...others } = read(options)
  return parseCsv(decodeText(await bytesOf(file, maxBytes), file), { ...others, name, ...(names ? { names } : {}) })
}

async function bytesOf(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    return decompress(await readFile(path), path, maxBytes)
  } catch (error) {
    if (error instanceof DataError) throw error
    throw new DataError(`${path} cannot be read (${(error as Error).message}). Give the path of a CSV file.`, {
      code: 'failed',
      cause: error,
    })
  }
}

/** The text of a CSV file in UTF-8. */
export function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if ((error as Error).name !== 'TypeError')
      throw new DataError(
        `${path} has ${bytes.length} bytes, more than a string of this engine holds (${(error as Error).message}). Split it into several files, or leave out columns.`,
      )
    throw new DataError(`${path} is not UTF-8; save it as UTF-8, or decode it and give the text to parseCsv.`, {
      code: 'invalid-file',
    })
  }
}
