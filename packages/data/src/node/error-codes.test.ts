import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { mnist } from './mnist/mnist.ts'
import { readCsv } from './read-csv.ts'
import { npySource } from './sources/npy-source.ts'

const folder = mkdtempSync(join(tmpdir(), 'thinned-codes-'))
const damaged = join(folder, 'damaged.csv.gz')
writeFileSync(damaged, Uint8Array.of(0x1f, 0x8b, 1, 2))
const latin = join(folder, 'latin.csv')
writeFileSync(latin, Uint8Array.of(0x61, 0x0a, 0xfc, 0x0a))

afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['a file that is not there', () => readCsv(join(folder, 'none.csv')), 'failed'],
  ['a damaged gzip file', () => readCsv(damaged), 'invalid-file'],
  ['a text that is not UTF-8', () => readCsv(latin), 'invalid-file'],
  ['an array that is not there', () => npySource({ inputs: join(folder, 'x.npy'), targets: latin }), 'failed'],
  ['a folder that is not there', () => mnist(join(folder, 'none')), 'failed'],
  ['an option that is none', () => readCsv(latin, { sep: ';' } as never), 'unknown-option'],
])('%s has its code', async (_, read, code) => {
  await expect(read()).rejects.toMatchObject({ name: 'DataError', code })
})
