import { foldIn, integers, key, normal } from '@thinned/rng'
import { expect, test } from 'vitest'
import { accuracy, rmse } from '../measures/index.ts'
import { bootstrapInterval } from './bootstrap-interval.ts'
import { pairedBootstrap } from './paired-bootstrap.ts'

const n = 80
const targets = new Float64Array(n)
/** Misses of two models, which share most of what they miss; the first is worse by 0.3 on each. */
const shared = normal(key('shared'), n)
const own = (name: string): Float32Array => normal(key(name), n).map((z, i) => 5 + shared[i]! + 0.1 * z)
const first = { predicted: own('first').map((miss) => miss + 0.3), targets }
const second = { predicted: own('second'), targets }

test('the same examples are drawn for both, so that what they share cancels', () => {
  const { value, low, high, pValue, redrawn } = pairedBootstrap(rmse(), first, second, { key: key(1) })
  expect(value).toBeCloseTo(0.3, 1)
  expect(high - low).toBeLessThan(0.1)
  expect(low).toBeGreaterThan(0.2)
  expect(pValue).toBe(2 / 1001)
  expect(redrawn).toBe(0)
  const alone = bootstrapInterval(rmse(), first, { key: key(1) })
  expect(alone.high - alone.low).toBeGreaterThan(4 * (high - low))
})

test('turned round, the difference and its interval change their sign', () => {
  const options = { key: key(2), resamples: 400, level: 0.8, method: 'bca' } as const
  const there = pairedBootstrap(rmse(), first, second, options)
  const back = pairedBootstrap(rmse(), second, first, options)
  expect(back.value).toBe(-there.value)
  expect(back.low).toBeCloseTo(-there.high, 12)
  expect(back.high).toBeCloseTo(-there.low, 12)
  expect(back.pValue).toBe(there.pValue)
})

// Of 120 pairs of equal models 6 are expected below 0.05, standard deviation 2.4; 16 or more of a true 5 % have the chance 3e-4.
test('equal models are seldom called different, and one model never differs from itself', () => {
  const labels = new Array<number>(n).fill(1)
  const model = (name: string, set: number) => ({
    predicted: Array.from(integers(foldIn(key(name), set), n, { high: 10 }), (draw) => (draw < 8 ? 1 : 0)),
    labels,
  })
  const different = Array.from({ length: 120 }, (_, set) =>
    pairedBootstrap(accuracy(), model('a', set), model('b', set), { key: key(set), resamples: 199 }),
  ).filter(({ pValue }) => pValue < 0.05)
  expect(different.length).toBeLessThan(16)
  expect(different.length).toBeGreaterThan(0)
  expect(pairedBootstrap(accuracy(), model('a', 0), model('a', 0), { key: key(1) })).toEqual({
    value: 0,
    low: 0,
    high: 0,
    redrawn: 0,
    pValue: 1,
  })
})

test('other examples, or another order of them, are refused', () => {
  const pair = (labels: number[]) => ({ predicted: labels, labels })
  const options = { key: key(1) }
  expect(() => pairedBootstrap(accuracy(), pair([0, 1]), pair([0, 1, 1]), options)).toThrow(
    'pairedBootstrap was given 2 and 3 examples; both models are measured on the same ones.',
  )
  expect(() => pairedBootstrap(accuracy(), pair([0, 1]), pair([1, 0]), options)).toThrow(
    'pairedBootstrap was given labels that differ at 0: 0 and 1; both models are measured on the same examples in the same order.',
  )
  expect(() => pairedBootstrap(rmse(), first, { ...second, targets: targets.with(3, 1) }, options)).toThrow(
    'pairedBootstrap was given targets that differ at 3: 0 and 1',
  )
})
