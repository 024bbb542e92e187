import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, test } from 'vitest'
import { DataError, encodeNpy } from '../index.ts'
import { idxSource, mnist, npySource, readCsv } from '../node.ts'

const folder = mkdtempSync(join(tmpdir(), 'thinned paths-'))
const url = (name: string): URL => pathToFileURL(join(folder, name))
writeFileSync(url('table.csv'), 'a\n1\n')
writeFileSync(url('x.npy'), encodeNpy({ data: Float32Array.of(1), shape: [1, 1] }))
writeFileSync(url('images'), Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 255))
writeFileSync(url('labels'), Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7))
for (const part of ['train', 't10k']) {
  writeFileSync(url(`${part}-images-idx3-ubyte`), Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 255))
  writeFileSync(url(`${part}-labels-idx1-ubyte`), Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7))
}

test('the URL of a file stands for its path', async () => {
  expect(await readCsv(url('table.csv'))).toEqual(await readCsv(join(folder, 'table.csv')))
  expect((await npySource({ inputs: url('x.npy'), targets: { path: url('x.npy'), divideBy: 2 } })).name).toBe('x.npy')
  expect((await idxSource({ images: url('images'), labels: url('labels') })).size).toBe(1)
  expect((await mnist(url(''))).train.targets.data).toEqual(Int32Array.of(7))
})

it.each([new URL('https://example.com/a.csv'), '', 'a\0b', undefined, {}])('%s is refused as a path', async (given) => {
  await expect(readCsv(given as string)).rejects.toThrow(DataError)
  await expect(readCsv(given as string)).rejects.toThrow('readCsv was given')
})
