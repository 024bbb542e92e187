import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { MetricsError } from '../metrics-error.ts'
import { type AcquireOptions, acquire } from './acquire.ts'
import type { SampledProbabilities } from './pool.ts'

// Two networks, three rows.
const data = [1, 0, 0.5, 0.5, 0.9, 0.1, 0, 1, 0.5, 0.5, 0.9, 0.1]
const pool: SampledProbabilities = { data, shape: [2, 3, 2], share: 'batch' }
const batchBald: AcquireOptions = { method: 'batchBald', key: key(7) }

test('by hand', () => {
  expect(acquire(pool, 1)).toEqual({ indices: Int32Array.of(0), scores: Float64Array.of(Math.LN2) })
  // Rows 0 and 1 are equally uncertain, and only of row 0 the networks disagree.
  expect(acquire(pool, 2, { method: 'entropy' }).indices).toEqual(Int32Array.of(0, 1))
  const { indices, scores } = acquire(pool, 3, batchBald)
  expect(indices).toEqual(Int32Array.of(0, 1, 2))
  expect([...scores]).toEqual([Math.LN2, 0, 0].map((nats) => expect.closeTo(nats, 14)))
})

test('a pool of one sample has an entropy', () => {
  expect(acquire({ data: [1, 0, 0.5, 0.5], shape: [1, 2, 2] }, 1, { method: 'entropy' }).indices).toEqual(
    Int32Array.of(1),
  )
})

test.each<[unknown, number, AcquireOptions, string]>([
  [
    undefined,
    1,
    {},
    'acquire was given undefined as its pool; it takes { data, shape: [samples, n, classes] }. Give samples',
  ],
  [Float32Array.of(1, 0), 1, {}, 'as its pool; it takes { data, shape'],
  [{ data, shape: [6, 2] }, 1, {}, 'acquire was given a pool of shape [6, 2]; it takes [samples, n, classes], from 1.'],
  [{ data, shape: [2, 2, 2] }, 1, {}, 'acquire was given 12 probabilities in a pool of shape [2, 2, 2]; it has 8.'],
  [{ data: data.map((p) => 2 * p), shape: [2, 3, 2] }, 1, {}, 'Row 0 has the probability 2'],
  [pool, 0, {}, 'acquire was given count 0; it takes how many of the 3 rows to choose, an integer from 1.'],
  [pool, 4, {}, 'acquire was given count 4; it takes how many of the 3 rows'],
  [pool, 1, { key: key(1) }, "with method 'bald'; only 'batchBald' takes it."],
  [
    pool,
    1,
    { method: 'entropy', configurations: 3 },
    "configurations 3 with method 'entropy'; only 'batchBald' takes it.",
  ],
  [pool, 1, { method: 'batchBald' }, "acquire was given no key with method 'batchBald'; it takes one"],
  [{ data, shape: [2, 3, 2] }, 1, batchBald, "a pool without share: 'batch' with method 'batchBald'"],
  [{ data: [1, 0], shape: [1, 1, 2] }, 1, {}, 'a pool of one sample, which disagrees with none'],
  [pool, 1, { method: 'bold' as never }, 'acquire was given method "bold"; it takes'],
])('%o, %i, %o is refused with a sentence', (given, count, options, sentence) => {
  expect(() => acquire(given as SampledProbabilities, count, options)).toThrow(MetricsError)
  expect(() => acquire(given as SampledProbabilities, count, options)).toThrow(sentence)
})
