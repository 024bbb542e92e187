import { foldIn, key, normal, permutation, uniform } from '@thinned/rng'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import fixture from '../../fixtures/decisions.json' with { type: 'json' }
import { softmaxRows } from '../../src/batches/softmax-rows.ts'
import { type AcquireOptions, acquire } from '../../src/decisions/acquire.ts'
import { Configurations } from '../../src/decisions/configurations.ts'

const close = (values: ArrayLike<number>) => Array.from(values, (value) => expect.closeTo(value, 12))

describe.each(fixture.pools)('a pool of shape $shape, against the enumeration of numpy', (given) => {
  const pool = { data: given.data, shape: given.shape, share: 'batch' } as const
  const rows = given.shape[1]!

  test("'batchBald' chooses the same rows, with the same gains", () => {
    const options = { method: 'batchBald', key: key(1), configurations: 1e6 } as const
    const { indices, scores } = acquire(pool, given.batch.length, options)
    expect([...indices]).toEqual(given.batch)
    expect([...scores]).toEqual(close(given.gains))
  })

  test.each(['bald', 'entropy'] as const)('%s orders all rows', (method) => {
    const expected = given[method]
    const { indices, scores } = acquire(pool, rows, { method })
    expect(Array.from(indices).sort()).toEqual(expected.map((_, row) => row))
    expect([...scores]).toEqual(close(Array.from(indices, (row) => expected[row]!)))
    expect([...scores]).toEqual([...scores].sort((a, b) => b - a))
  })
})

/** Probabilities of networks that agree less where the spread is large; in float32, as predict gives them. */
function poolOf(seed: number, samples: number, rows: number, classes: number, spread = 2) {
  const each = normal(foldIn(key(seed), 'each'), samples * rows * classes)
  const common = normal(foldIn(key(seed), 'common'), rows * classes)
  const logits = each.map((z, i) => common[i % common.length]! + spread * z)
  return {
    data: Float32Array.from(softmaxRows(logits, classes)),
    shape: [samples, rows, classes],
    share: 'batch',
  } as const
}
type TestPool = ReturnType<typeof poolOf>

const row = ({ data, shape: [samples, rows, classes] }: TestPool, index: number): Float64Array =>
  Float64Array.from({ length: samples * classes }, (_, i) => {
    const [s, c] = [Math.floor(i / classes), i % classes]
    return data[(s * rows + index) * classes + c]!
  })

/** The rows of a pool, in another order or some several times. */
function taken(pool: TestPool, order: ArrayLike<number>): TestPool {
  const [samples, rows, classes] = pool.shape
  const data = new Float32Array(samples * order.length * classes)
  for (let s = 0; s < samples; s++)
    for (let i = 0; i < order.length; i++)
      for (let c = 0; c < classes; c++)
        data[(s * order.length + i) * classes + c] = pool.data[(s * rows + order[i]!) * classes + c]!
  return { ...pool, data, shape: [samples, order.length, classes] }
}

const asks = {
  bald: { method: 'bald' },
  entropy: { method: 'entropy' },
  'batchBald, all outcomes': { method: 'batchBald', key: key(3), configurations: 1e5 },
  'batchBald, drawn outcomes': { method: 'batchBald', key: key(3), configurations: 20 },
} satisfies Record<string, AcquireOptions>

describe.each(Object.entries(asks))('the laws of %s', (name, ask) => {
  const pools = fc.record({
    seed: fc.integer({ min: 0, max: 1000 }),
    samples: fc.integer({ min: 2, max: 10 }),
    rows: fc.integer({ min: 4, max: 20 }),
    classes: fc.integer({ min: 2, max: 4 }),
  })
  const check = (law: (pool: TestPool, seed: number) => void): void =>
    fc.assert(
      fc.property(pools, ({ seed, samples, rows, classes }) => law(poolOf(seed, samples, rows, classes), seed)),
      { seed: 1, numRuns: 30 },
    )

  test('the order of the rows does not matter', () =>
    check((pool, seed) => {
      const order = permutation(key(seed), pool.shape[1])
      const [found, moved] = [acquire(pool, 4, ask), acquire(taken(pool, order), 4, ask)]
      expect(Array.from(moved.indices, (index) => order[index]!)).toEqual([...found.indices])
      expect(moved.scores).toEqual(found.scores)
    }))

  test('fewer rows are the first of more; all are different, and equal bits come again', () =>
    check((pool) => {
      const [two, four] = [acquire(pool, 2, ask), acquire(pool, 4, ask)]
      expect(four.indices.subarray(0, 2)).toEqual(two.indices)
      expect(four.scores.subarray(0, 2)).toEqual(two.scores)
      expect(new Set(four.indices).size).toBe(4)
      expect(acquire(pool, 4, ask)).toEqual(four)
      expect(acquire({ ...pool, data: Array.from(pool.data) }, 4, ask)).toEqual(four)
    }))

  test('scores do not rise, and are not negative', () =>
    check((pool) => {
      const { scores } = acquire(pool, 4, ask)
      expect(Math.min(...scores)).toBeGreaterThanOrEqual(0)
      if (!name.includes('drawn'))
        for (let i = 1; i < scores.length; i++) expect(scores[i]!).toBeLessThanOrEqual(scores[i - 1]! + 1e-7)
    }))
})

test("of rows with copies, 'batchBald' takes one each, where 'bald' takes the copies", () => {
  const pool = poolOf(1, 40, 6, 3, 8)
  const copies = taken(pool, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
  const kinds = (ask: AcquireOptions) => new Set(Array.from(acquire(copies, 3, ask).indices, (i) => Math.floor(i / 3)))
  expect(kinds(asks.bald).size).toBe(1)
  expect(kinds(asks['batchBald, all outcomes']).size).toBe(3)
  expect(kinds(asks['batchBald, drawn outcomes']).size).toBe(3)
})

describe.each([1e5, 25])('at most %d outcomes', (configurations) => {
  const pool = poolOf(2, 12, 60, 3, 3)
  const k = key(3)
  const { indices, scores } = acquire(pool, 6, { method: 'batchBald', key: k, configurations })
  const chosen = new Configurations(12, 3, configurations)
  const left = new Set(Array.from({ length: 60 }, (_, i) => i))

  test.each(Array.from(indices, (index, step) => [step, index]))('step %d takes row %d', (step, index) => {
    const gains = Array.from(left, (i) => chosen.gain(row(pool, i)))
    expect(scores[step]).toBeCloseTo(chosen.gain(row(pool, index)), 14)
    // Of outcomes that are drawn, gains that were known before bound those of now but for their noise.
    expect(scores[step]! / Math.max(...gains)).toBeGreaterThan(configurations === 25 ? 0.9 : 1 - 1e-6)
    left.delete(index)
    chosen.add(row(pool, index), uniform(foldIn(k, step), 1)[0]!)
  })
})

test('networks that agree say nothing, and rounding does not go below', () => {
  const one = poolOf(4, 1, 40, 5, 1)
  const data = Array.from({ length: 7 }, () => [...one.data]).flat()
  const pool = { data, shape: [7, 40, 5], share: 'batch' } as const
  const { indices, scores } = acquire(pool, 40, asks['batchBald, drawn outcomes'])
  expect(new Set(indices).size).toBe(40)
  expect(Math.max(...scores)).toBeLessThan(1e-7)
  expect(Math.min(...scores)).toBeGreaterThanOrEqual(0)
})

test('the inexact sums of rows do not add up', () => {
  const pool = poolOf(5, 15, 31, 3, 2)
  const gainOf = (sum: number): number => {
    const chosen = new Configurations(15, 3, 50)
    for (let step = 0; step < 30; step++)
      chosen.add(
        row(pool, step).map((p) => p * sum),
        0.5,
      )
    return chosen.gain(row(pool, 30))
  }
  expect(gainOf(1.0009) / gainOf(1)).toBeCloseTo(1, 6)
})

test('gains of drawn outcomes have the exact gain as their mean; false alarms: 1e-6', () => {
  const pool = poolOf(3, 15, 6, 4, 2)
  const gainOf = (most: number, draw: (step: number) => number): number => {
    const chosen = new Configurations(15, 4, most)
    for (let step = 0; step < 5; step++) chosen.add(row(pool, step), draw(step))
    return chosen.gain(row(pool, 5))
  }
  const exact = gainOf(1e5, () => 0)
  const keys = 400
  const gains = Array.from({ length: keys }, (_, seed) => {
    const draws = uniform(key(seed), 5)
    return gainOf(30, (step) => draws[step]!)
  })
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / keys
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (keys - 1)
  expect(Math.sqrt(variance)).toBeGreaterThan(1e-4 * exact)
  expect(Math.abs(mean - exact)).toBeLessThan(4.9 * Math.sqrt(variance / keys))
})
