import { init, linear, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { predict } from '../index.ts'

// Without masks it is linear in x: so is each thinned network, but not a mix of several.
const model = sequential(linear(2, 16), testDropout(0.5), linear(16, 2))
init(model, key(4))
// A row, another, the row between them, and the first again.
const inputs = { data: Float32Array.of(3, -1, -2, 2, 0.5, 0.5, 3, -1), shape: [4, 2] }
const ask = { task: 'regression', samples: 40, key: key(7), everySample: true } as const

test('with shared masks each sample is one thinned network, in batches of any size', async () => {
  const { samples } = await predict(model, inputs, { ...ask, share: 'batch' })
  const alone = await predict(model, inputs, ask)
  const own = alone.samples!
  let apart = 0
  for (let sample = 0; sample < ask.samples; sample++) {
    const of = (given: typeof own, row: number) => [
      ...given.data.subarray(8 * sample + 2 * row, 8 * sample + 2 * row + 2),
    ]
    const [first, second, between, again] = [0, 1, 2, 3].map((row) => of(samples!, row))
    expect(again).toEqual(first)
    expect(between).toEqual(first!.map((value, j) => expect.closeTo((value + second![j]!) / 2, 5)))
    // The masks of all rows are those that row 0 draws.
    expect(first).toEqual(of(own, 0))
    if (of(own, 3)[0] !== of(own, 0)[0]) apart++
  }
  expect(apart).toBeGreaterThan(30)
  for (const batchSize of [1, 3])
    expect((await predict(model, inputs, { ...ask, share: 'batch', batchSize })).samples).toEqual(samples)
})

test('samples of classes say whether each is one network for all rows', async () => {
  const classes = { samples: 3, key: key(7), everySample: true } as const
  expect((await predict(model, inputs, { ...classes, share: 'batch' })).samples!.share).toBe('batch')
  expect((await predict(model, inputs, classes)).samples).not.toHaveProperty('share')
})

test('shared masks stay shared under a tolerance', async () => {
  const options = { task: 'regression', share: 'batch', key: key(7) } as const
  const found = await predict(model, inputs, { ...options, tolerance: 0.35, maxSamples: 90, batchSize: 3 })
  const counts = [...found.sampleCounts!]
  expect(counts[3]).toBe(counts[0])
  expect(new Set(counts).size).toBeGreaterThan(1)
  for (const [row, samples] of counts.entries()) {
    const { mean } = await predict(model, inputs, { ...options, samples })
    expect(found.mean.data.subarray(2 * row, 2 * row + 2)).toEqual(mean.data.subarray(2 * row, 2 * row + 2))
  }
})

test('what does not fit is refused', async () => {
  await expect(predict(model, inputs, { share: 'batch' })).rejects.toThrow('given share without samples')
  await expect(predict(model, inputs, { samples: 3, key: key(7), share: 'rows' as never })).rejects.toThrow(
    'predict was given share "rows"; it takes \'batch\'.',
  )
})
