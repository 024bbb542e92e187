import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { batches } from './batches.ts'
import type { Dataset } from './dataset.ts'
import { fingerprint } from './fingerprint.ts'
import { take } from './take.ts'

const pairs: Dataset = {
  name: 'pairs',
  inputs: { data: Float32Array.of(0, 1, 10, 11, 20, 21), shape: [3, 2] },
  targets: { data: Int32Array.of(0, 1, 2), shape: [3] },
  classes: 3,
}

test('take copies rows in the order of the indices', () => {
  const { inputs, targets } = take(pairs, [2, 0, 2])
  expect(inputs).toEqual({ data: Float32Array.of(20, 21, 0, 1, 20, 21), shape: [3, 2] })
  expect(targets).toEqual({ data: Int32Array.of(2, 0, 2), shape: [3] })
  expect(take(pairs, []).inputs.shape).toEqual([0, 2])
  expect(() => take(pairs, [3])).toThrow('Index 0 is 3; there are 3 examples, numbered from 0.')
})

test('batches cover every example once, the last one is short, and only the key shuffles', () => {
  expect(batches(5, 2)).toEqual([Uint32Array.of(0, 1), Uint32Array.of(2, 3), Uint32Array.of(4)])
  const shuffled = batches(100, 7, key(1))
  expect(shuffled.map((batch) => batch.length)).toEqual([...new Array(14).fill(7), 2])
  expect(shuffled.flatMap((batch) => [...batch]).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 100 }, (_, i) => i),
  )
  expect(batches(100, 7, key(1))).toEqual(shuffled)
  expect(batches(100, 7, key(2))).not.toEqual(shuffled)
  expect(() => batches(5, 0)).toThrow('batches was given batchSize 0; it takes an integer from 1.')
})

test('the fingerprint notices every value, the order and the shapes', () => {
  const print = fingerprint(pairs)
  expect(print).toMatch(/^[0-9a-f]{32}$/)
  expect(fingerprint({ ...pairs, name: 'other' })).toBe(print)
  const others = [
    take(pairs, [1, 0, 2]),
    { ...pairs, inputs: { ...pairs.inputs, shape: [3, 1, 2] } },
    { ...pairs, classes: 4 },
    { ...pairs, targets: { ...pairs.targets, data: Int32Array.of(0, 1, 1) } },
    { ...pairs, inputs: { ...pairs.inputs, data: Float32Array.of(0, 1, 10, 11, 20, 22) } },
  ].map(fingerprint)
  expect(new Set([print, ...others]).size).toBe(6)
})
