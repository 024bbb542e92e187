import { foldIn, key, normal } from '@thinned/rng'
import { expect, test } from 'vitest'
import { variancesOf } from './estimates.ts'

const [BATCHES, DRAWS, SIZE, TRIALS] = [6, 3, 4, 400] as const

/** Gradients (1, 1, 1, 1) + 2 · a + 3 · b, with a normal for each batch and b normal for each mask. */
function trial(seed: number) {
  const [ofBatch, ofMask] = ['batch', 'mask'].map((name) => normal(foldIn(key(seed), name), BATCHES * DRAWS * SIZE))
  const gradient = (batch: number, draw: number) =>
    Array.from({ length: SIZE }, (_, i) => {
      const mask = (batch * DRAWS + draw) * SIZE + i
      return 1 + 2 * ofBatch![batch * SIZE + i]! + 3 * ofMask![mask]!
    })
  const means: number[][] = []
  const spreads = new Float64Array(BATCHES)
  for (let batch = 0; batch < BATCHES; batch++) {
    const drawn = Array.from({ length: DRAWS }, (_, draw) => gradient(batch, draw))
    const mean = drawn[0]!.map((_, i) => drawn.reduce((sum, each) => sum + each[i]!, 0) / DRAWS)
    means.push(mean)
    spreads[batch] = drawn.reduce((sum, each) => sum + each.reduce((all, x, i) => all + (x - mean[i]!) ** 2, 0), 0)
  }
  const products = means.map((a) => Float64Array.from(means, (b) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)))
  return variancesOf({ products, spreads, full: products }, DRAWS)
}

const trials = Array.from({ length: TRIALS }, (_, seed) => trial(seed))
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test.each([
  ['squaredNorm', 4],
  ['fromBatches', 16],
  ['fromMasks', 36],
] as const)('%s has no bias, and the spread that its standard error says', (name, truth) => {
  const values = trials.map((each) => each[name].value)
  const spread = Math.sqrt(meanOf(values.map((value) => (value - truth) ** 2)))
  expect(Math.abs(meanOf(values) - truth)).toBeLessThan((4 * spread) / Math.sqrt(TRIALS))
  const said = Math.sqrt(meanOf(trials.map((each) => each[name].standardError ** 2)))
  expect(said / spread).toBeGreaterThan(0.85)
  expect(said / spread).toBeLessThan(1.3)
})
