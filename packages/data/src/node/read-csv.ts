import { readFile } from 'node:fs/promises'
import { DataError } from '../data-error.ts'
import { type CsvOptions, parseCsv } from '../formats/csv/parse-csv.ts'
import type { Table } from '../table/table.ts'
import { decompress } from './decompress.ts'

/**
 * Reads a file of comma-separated values in UTF-8, plain or gzip, as `parseCsv` does; the table is named after the path.
 *
 * @throws {DataError} if the file cannot be read, is not UTF-8, or is not what `parseCsv` takes.
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
export async function readCsv(path: string, options: CsvOptions = {}): Promise<Table> {
  return parseCsv(decode(await read(path), path), { name: path, ...options })
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return decompress(await readFile(path), path)
  } catch (error) {
    if (error instanceof DataError) throw error
    throw new DataError(`${path} cannot be read (${(error as Error).message}). Give the path of a CSV file.`)
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new DataError(`${path} is not UTF-8; save it as UTF-8, or decode it and give the text to parseCsv.`)
  }
}
