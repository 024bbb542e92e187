import { closeSync, ftruncateSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { integers, key } from '@thinned/rng'
import { expect, test } from 'vitest'
import npyCases from '../../../fixtures/npy.json' with { type: 'json' }
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { encodeNpy, type NpyArray } from '../../formats/npy/npy.ts'
import { parseNpyHeader } from '../../formats/npy/npy-header.ts'
import { idxSource } from './idx-source.ts'
import { npySource } from './npy-source.ts'

const at = temporaryFolder()
const write = (file: string, array: NpyArray | Uint8Array): string => {
  writeFileSync(at(file), array instanceof Uint8Array ? array : encodeNpy(array))
  return at(file)
}
const inputs = write('x.npy', { data: Float32Array.from({ length: 24 }, (_, i) => i / 8), shape: [4, 3, 2] })
const targets = write('y.npy', { data: Int32Array.of(2, 0, 1, 2), shape: [4] })

test('rows of npy files come in the order they are asked for', async () => {
  const source = await npySource({ inputs, targets, classes: 3 })
  expect(source).toMatchObject({ name: 'x.npy', size: 4, classes: 3, inputShape: [3, 2], targetShape: [] })
  expect(await source.fetch([2, 3, 0, 0])).toEqual({
    name: 'x.npy',
    classes: 3,
    inputs: {
      data: Float32Array.from(
        [...Array(12).keys(), 0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5],
        (i, k) => (k < 12 ? i + 12 : i) / 8,
      ),
      shape: [4, 3, 2],
    },
    targets: { data: Int32Array.of(1, 2, 2, 2), shape: [4] },
  })
  const [first, second] = await Promise.all([source.fetch([1]), source.fetch([3])])
  expect([first.targets.data, second.targets.data]).toEqual([Int32Array.of(0), Int32Array.of(2)])
  expect((await source.fetch([])).inputs.shape).toEqual([0, 3, 2])
  await expect(source.fetch([0, 4])).rejects.toThrow('Index 1 is 4; there are 4 examples in')
})

test.each(Object.entries(npyCases).filter(([name]) => !/fortran|scalar|empty/.test(name)))(
  'what NumPy wrote is read by rows: %s',
  async (name, { base64, shape, data }) => {
    const path = write(
      'case.npy',
      Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
    )
    const source = await npySource({ inputs: path, targets: { path, divideBy: 2 } })
    const width = data.length / shape[0]!
    const last = data.slice(-width)
    const batch = await source.fetch([shape[0]! - 1])
    expect([...batch.inputs.data]).toEqual(last)
    expect(batch.inputs.data).toBeInstanceOf(/f\d|version 2/.test(name) ? Float32Array : Int32Array)
    expect([...batch.targets.data]).toEqual(last.map((value) => value / 2))
  },
)

test('the fingerprint follows from the contents', async () => {
  const print = async (x: NpyArray, classes = 3) =>
    (await npySource({ inputs: write('p.npy', x), targets, classes })).fingerprint
  const x = { data: Float32Array.of(1, 2, 3, 4), shape: [4, 1] }
  const prints = [
    await print(x),
    await print({ ...x, shape: [4] }),
    await print({ ...x, data: x.data.with(3, 5) }),
    await print(x, 4),
  ]
  expect(await print(x)).toBe(prints[0])
  expect(new Set(prints).size).toBe(4)
})

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of buffers that a batch of 64 rows of 4 KiB and the reads for it may keep alive at a time. */
const CAP = 16 * 2 ** 20

test('memory does not grow with the file: 6 GiB are read under a cap of 16 MiB', { timeout: 30_000 }, async () => {
  const [rows, width] = [1.5 * 2 ** 20, 1024]
  // numpy pads its headers to 128 bytes for shapes of any length; the file is sparse, zeros but for the rows written here.
  const head = encodeNpy({ data: new Float32Array(0), shape: [0, width] })
  const text = Buffer.from(head).toString('latin1').replace('(0, 1024)', `(${rows}, 1024)`)
  const bytes = Buffer.from(text.replace(/ {6}\n$/, '\n'), 'latin1')
  expect(parseNpyHeader(bytes, 'head').shape).toEqual([rows, width])
  const file = openSync(at('huge.npy'), 'w')
  ftruncateSync(file, bytes.length + rows * width * 4)
  writeSync(file, bytes, 0, bytes.length, 0)
  const marked = [0, 1, 700_000, rows - 1]
  for (const row of marked)
    writeSync(file, Uint8Array.of(0, 0, 128, 63), 0, 4, bytes.length + (row + 1) * width * 4 - 4)
  closeSync(file)
  const source = await npySource({ inputs: at('huge.npy'), targets: at('huge.npy') })
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  for (let i = 0; i < 60; i++) {
    const batch = await source.fetch([...integers(key(i), 60, { high: rows }), ...marked])
    expect(batch.inputs.data.subarray(60 * width).filter((value) => value === 1)).toHaveLength(4)
    if (i % 4 !== 3) continue // What is kept too long is still there at the next look.
    collect()
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
  }
  expect(most).toBeLessThan(CAP)
  const changed = openSync(at('huge.npy'), 'r+')
  writeSync(changed, Uint8Array.of(1), 0, 1, bytes.length + rows * width * 4 - 1)
  closeSync(changed)
  const again = await npySource({ inputs: at('huge.npy'), targets: at('huge.npy') })
  expect(again.fingerprint).not.toBe(source.fingerprint)
})

test('what does not fit is named', async () => {
  const open = (x: string, y: string, more: object = {}) => npySource({ inputs: x, targets: y, ...more })
  const three = write('three.npy', { data: new Int32Array(3), shape: [3] })
  await expect(open(inputs, three)).rejects.toThrow(/x\.npy has 4 rows, but .+three\.npy has 3/)
  await expect(open(inputs, at('none.npy'))).rejects.toThrow('none.npy cannot be opened (ENOENT')
  const fortran = Uint8Array.from(atob(npyCases.fortran.base64), (character) => character.charCodeAt(0))
  await expect(open(write('f.npy', fortran), targets)).rejects.toThrow('f.npy is column-major')
  const scalar = Uint8Array.from(atob(npyCases.scalar.base64), (character) => character.charCodeAt(0))
  await expect(open(write('s.npy', scalar), targets)).rejects.toThrow('s.npy holds a single number')
  await expect(open(inputs, targets, { classes: 0 })).rejects.toThrow(
    'npySource was given classes 0; it takes an integer from 1.',
  )
  await expect(npySource({ inputs: { path: inputs, divideBy: 0 }, targets })).rejects.toThrow(
    'npySource was given inputs.divideBy 0; it takes a finite number that is not 0.',
  )
  await expect((await open(inputs, inputs, { classes: 3 })).fetch([0])).rejects.toThrow(
    'x.npy holds numbers, not classes',
  )
  await expect((await open(inputs, targets, { classes: 2 })).fetch([1, 3])).rejects.toThrow(
    'y.npy is 2 in row 3; classes are from 0 to 1',
  )
  const cut = write('cut.npy', { data: new Float32Array(4), shape: [4] })
  const source = await open(cut, targets)
  truncateSync(cut, 140)
  await expect(source.fetch([3])).rejects.toThrow('cut.npy ends at byte 140')
  await expect(open(cut, targets)).rejects.toThrow('is announced as [4], which takes 144 bytes, but has 140')
})

test('images in IDX files come by rows', async () => {
  const images = write('images', Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 0))
  const labels = write('labels', Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 3, 9))
  const source = await idxSource({ images, labels })
  expect(source).toMatchObject({ name: 'images', size: 2, classes: 10, inputShape: [1, 2, 1], targetShape: [] })
  expect(await source.fetch([1, 0])).toEqual({
    name: 'images',
    classes: 10,
    inputs: { data: Float32Array.of(0.2, 0, 0, 1), shape: [2, 1, 2, 1] },
    targets: { data: Int32Array.of(9, 3), shape: [2] },
  })
  await expect(idxSource({ images: labels, labels })).rejects.toThrow(
    'labels is [2]; images are [n, height, width] and labels [n]',
  )
  await expect((await idxSource({ images, labels, classes: 9 })).fetch([1])).rejects.toThrow('labels is 9 in row 1')
  await expect(idxSource({ images: write('g', Uint8Array.of(31, 139, 8, 0)), labels })).rejects.toThrow(
    'Is it still compressed',
  )
})
