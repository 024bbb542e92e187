import { key, permutation } from '@thinned/rng'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  asSource,
  augment,
  augmentedSource,
  type Dataset,
  digits,
  rotate,
  sharedRows,
  splitDataset,
  take,
  twoMoons,
} from '../index.ts'

const moons = twoMoons({ size: 2500, key: key(1) })
const { train, heldOut } = splitDataset(moons, { train: 2000, heldOut: 500 }, key(2))

test('rows that were cut off share none; copies share all, in any order and from any source', async () => {
  expect(await sharedRows(heldOut, train)).toEqual({ shared: 0, unique: 0 })
  const shuffled = take(train, permutation(key(3), 2000))
  for (const first of [shuffled, asSource(shuffled)])
    for (const second of [train, asSource(train)])
      expect(await sharedRows(first, second)).toEqual({ shared: 2000, unique: 2000 })
})

test('an augmented source shares the rows that it augments', async () => {
  const images = digits({ size: 20, key: key(1) })
  const source = augmentedSource(images, augment([rotate({ degrees: 10 })]))
  expect(await sharedRows(take(images, [3, 1]), source)).toEqual({ shared: 2, unique: 2 })
})

test('it counts as a search of each row does', async () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 })), { maxLength: 30 })
  const dataOf = (list: readonly (readonly [number, number])[]): Dataset => ({
    name: 'rows',
    inputs: { data: Float32Array.from(list, ([x]) => x), shape: [list.length, 1] },
    targets: { data: Int32Array.from(list, ([, label]) => label), shape: [list.length] },
  })
  await fc.assert(
    fc.asyncProperty(rows, rows, async (first, second) => {
      const times = first.map(([x, label]) => second.filter((row) => row[0] === x && row[1] === label).length)
      const expected = {
        shared: times.filter((found) => found > 0).length,
        unique: times.filter((found) => found === 1).length,
      }
      expect(await sharedRows(dataOf(first), dataOf(second))).toEqual(expected)
      expect(await sharedRows(asSource(dataOf(first)), asSource(dataOf(second)))).toEqual(expected)
    }),
    { seed: 5, numRuns: 50 },
  )
})

test('inputs, targets, names, kinds and bytes are told apart, and weights are not', async () => {
  const inputs = { data: Float32Array.of(1, 2), shape: [2, 1] }
  const targets = { data: Float32Array.of(0, 1), shape: [2] }
  const base: Dataset = { name: 'base', inputs, targets }
  const share = async (changed: object) => (await sharedRows({ ...base, ...changed } as Dataset, base)).shared
  expect(await share({ name: 'other', weights: { data: Float32Array.of(1, 3), shape: [2] } })).toBe(2)
  expect(await share({ targets: { data: Float32Array.of(0, 2), shape: [2] } })).toBe(1)
  expect(await share({ targets: { data: new Int32Array(targets.data.buffer), shape: [2] } })).toBe(0)
  expect(await share({ inputs: { ...inputs, shape: [2, 1, 1] } })).toBe(0)
  expect(await share({ inputs: { x: inputs } })).toBe(0)
  const named = { ...base, inputs: { x: inputs, y: targets } }
  expect(await sharedRows({ ...base, inputs: { y: targets, x: inputs } }, named)).toEqual({ shared: 2, unique: 2 })
  const bytes = { ...base, inputs: { data: Uint8Array.of(1, 2, 3, 1, 2, 3), shape: [2, 3] }, targets: inputs }
  expect((await sharedRows(take(bytes, [1]), bytes)).shared).toBe(1)
})

test('a signal stops it between batches, and no data set is refused', async () => {
  const controller = new AbortController()
  const source = asSource(train)
  let fetched = 0
  const stopping = {
    ...source,
    fetch: (rows: ArrayLike<number>) => {
      fetched++
      controller.abort(new Error('enough'))
      return source.fetch(rows)
    },
  }
  await expect(sharedRows(heldOut, stopping, { signal: controller.signal })).rejects.toThrow('enough')
  expect(fetched).toBe(1)
  await expect(sharedRows(heldOut, null as never)).rejects.toThrow('null was given as a data set')
  await expect(sharedRows([1] as never, heldOut)).rejects.toThrow('data set')
})
