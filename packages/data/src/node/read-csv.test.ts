import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { decodeText, readCsv } from './read-csv.ts'

test('a file is read, plain or gzip, and what cannot be read is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'thinned-csv-'))
  const path = join(folder, 'a.csv')
  try {
    for (const bytes of [Buffer.from('\ufeffa;ü\n1;2\n'), gzipSync('a;ü\n1;2\n')]) {
      writeFileSync(path, bytes)
      const { name, columns } = await readCsv(path, { delimiter: ';' })
      expect([name, ...columns.map((column) => column.name)]).toEqual([path, 'a', 'ü'])
    }
    writeFileSync(path, Uint8Array.of(0x61, 0x0a, 0xfc, 0x0a))
    await expect(readCsv(path)).rejects.toThrow('a.csv is not UTF-8; save it as UTF-8')
    writeFileSync(path, 'a\n1\nx\n')
    await expect(readCsv(path)).rejects.toThrow('but "x" in row 1 (which ends in line 3)')
    await expect(readCsv(join(folder, 'b.csv'))).rejects.toThrow('b.csv cannot be read (ENOENT')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a text that no string holds is named as too long, not as another encoding', () => {
  expect(() => decodeText(new Uint8Array(2 ** 29), 'big.csv')).toThrow(
    /^big\.csv has 536870912 bytes, more than a string of this engine holds \(.+\)\. Split it/,
  )
})

test('a gzip file is not unpacked beyond the limit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'thinned-csv-'))
  try {
    writeFileSync(join(folder, 'a.csv.gz'), gzipSync(`a\n${'1\n'.repeat(100_000)}`))
    expect((await readCsv(join(folder, 'a.csv.gz'))).rows).toBe(100_000)
    await expect(readCsv(join(folder, 'a.csv.gz'), { maxBytes: 1000 })).rejects.toThrow(
      'a.csv.gz unpacks to more than 1000 bytes, the most that is unpacked',
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
