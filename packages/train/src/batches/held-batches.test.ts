import { batches, take } from '@thinned/data'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { fetchAhead } from './fetch-ahead.ts'
import { heldBatches } from './held-batches.ts'

const row = (n: number) => Float32Array.from({ length: n }, (_, i) => i)
const data = {
  name: 'numbers',
  inputs: { a: { data: row(22), shape: [11, 2] }, b: { data: Int32Array.from(row(11)), shape: [11] } },
  targets: { data: row(33), shape: [11, 3, 1] },
  weights: { data: row(11), shape: [11] },
}

test('fetched ahead, each batch is what take gives, in arrays that come again', async () => {
  const source = heldBatches(data)
  const arrays = new Set<unknown>()
  for (const epoch of [1, 2, 3]) {
    const parts = batches(11, 3, key(epoch))
    let part = 0
    for await (const batch of fetchAhead(source, parts)) {
      expect(batch).toEqual(take(data, parts[part++]!))
      arrays.add(batch.targets.data)
    }
    expect(part).toBe(4)
  }
  expect(arrays.size).toBeLessThanOrEqual(4)
})

test('a source is itself', () => {
  const source = { ...heldBatches(data), fingerprint: '' }
  expect(heldBatches(source)).toBe(source)
})
