import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Dataset, digits } from '@thinned/data'
import { key } from '@thinned/rng'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Interrupted, UsageError } from '../errors.ts'
import { type Splits, validationSize } from './demo-data.ts'
import { digitsInChunks } from './digits.ts'
import { loadData } from './load-data.ts'

const { signal } = new AbortController()
const load = async (data: string, train: number): Promise<Splits> =>
  (await loadData({ data, train, table: undefined }, key(0), signal)).splits

/** The images as text, so that equal ones are found. */
function images({ inputs }: Dataset): string[] {
  const count = inputs.shape[0]!
  const width = inputs.data.length / count
  return Array.from({ length: count }, (_, i) => inputs.data.subarray(i * width, (i + 1) * width).join())
}

/** An IDX file of unsigned bytes. */
function idx(shape: readonly number[], data: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(4 + 4 * shape.length))
  head.setUint32(0, 0x800 + shape.length)
  for (const [axis, extent] of shape.entries()) head.setUint32(4 + 4 * axis, extent)
  return Uint8Array.of(...new Uint8Array(head.buffer), ...data)
}

/** `count` images of 2 x 2, all different, with the labels 0 … 9 in turn. */
function writeSet(folder: string, name: string, count: number): void {
  const pixels = Uint8Array.from({ length: 4 * count }, (_, i) => (i % 4 === 0 ? i >> 10 : i % 4 === 1 ? i >> 2 : 7))
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10)
  writeFileSync(join(folder, `${name}-images-idx3-ubyte.gz`), gzipSync(idx([count, 2, 2], pixels)))
  writeFileSync(join(folder, `${name}-labels-idx1-ubyte`), idx([count], labels))
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinned-demo-'))
  writeSet(folder, 'train', 1200)
  writeSet(folder, 't10k', 30)
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the embedded digits: sizes as asked for, and no image in two parts', async () => {
  const { train, validation, test } = await load('digits', 50)
  expect([train, validation, test].map(({ inputs }) => inputs.shape)).toEqual([
    [50, 28, 28, 1],
    [1000, 28, 28, 1],
    [5000, 28, 28, 1],
  ])
  expect(new Set([train, validation, test].flatMap(images)).size).toBe(6050)
})

test('a folder: training and validation images apart from each other, the test set as it is', async () => {
  const { train, validation, test } = await load(folder, 200)
  expect([train, validation, test].map(({ targets }) => targets.shape)).toEqual([[200], [1000], [30]])
  expect(new Set([train, validation].flatMap(images)).size).toBe(1200)
})

test('a tenth is for validation where there is much', () => {
  expect([10, 1000, 10_000, 10_010, 50_000, 1_000_000].map(validationSize)).toEqual([
    1000, 1000, 1000, 1001, 5000, 10_000,
  ])
})

test('more training images than there are', async () => {
  const failure = load(folder, 201)
  await expect(failure).rejects.toThrow(
    '--train was given 201; MNIST has 1200 training images, of which 1000 are kept for validation.',
  )
  await expect(failure).rejects.toBeInstanceOf(UsageError)
})

test('a folder that cannot be used is named with its fault', async () => {
  const expectUsage = async (path: string, message: string): Promise<void> => {
    const failure = load(path, 10)
    await expect(failure).rejects.toBeInstanceOf(UsageError)
    await expect(failure).rejects.toThrow(message)
  }
  await expectUsage(join(folder, 'none'), `--data was given "${join(folder, 'none')}". The folder`)
  const file = join(folder, 'train-images-idx3-ubyte.gz')
  writeFileSync(file, gzipSync(new Uint8Array(5000)).subarray(0, 20))
  await expectUsage(folder, 'is gzip, but damaged')
  rmSync(file)
  await expectUsage(
    folder,
    'lacks train-images-idx3-ubyte (plain or .gz). Put the four MNIST files there, or write --data mnist.',
  )
  mkdirSync(file)
  await expectUsage(folder, 'where a file cannot be read: EISDIR')
})

test('the parts together are what digits gives', async () => {
  const { signal } = new AbortController()
  for (const options of [
    { size: 1010, start: 7, key: key(3) },
    { size: 3, key: key(3) },
  ])
    expect(await digitsInChunks(options, '--train', signal)).toEqual(digits(options))
})

test('it stops between two parts, and tells what there is no memory for', async () => {
  const stop = new AbortController()
  const drawn = digitsInChunks({ size: 100_000, key: key(0) }, '--train', stop.signal)
  stop.abort(new Interrupted())
  await expect(drawn).rejects.toBeInstanceOf(Interrupted)
  const huge = digitsInChunks({ size: Number.MAX_SAFE_INTEGER, key: key(0) }, '--train', new AbortController().signal)
  await expect(huge).rejects.toThrow(
    new UsageError('--train was given 9007199254740991; there is no memory for so many images.'),
  )
})
