import { describeFunction, losses } from '@thinned/nn'
import { key } from '@thinned/rng'
import { randomNormal, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { multiSample } from './multi-sample.ts'

test('the mean of the losses of so many runs, weights and options with them', () => {
  const runs = [1, 2, 3].map((seed) => randomNormal(key(seed), [2, 4], { dtype: 'float64' }))
  const targets = tensor([3, 1], { dtype: 'int32' })
  const weights = tensor([1, 3], { dtype: 'float64' })
  const options = { labelSmoothing: 0.1 }
  let run = 0
  const loss = multiSample(losses.crossEntropy, { samples: 3, ...options })
  const value = losses.total(loss(() => runs[run++]!, { inputs: runs[0]!, targets, weights })).readSync()[0]
  const each = runs.map((outputs) => losses.crossEntropy(outputs, targets, { ...options, weights }).readSync()[0]!)
  expect(run).toBe(3)
  expect(value).toBeCloseTo((each[0]! + each[1]! + each[2]!) / 3, 14)
})

test('of one sample it is the loss', () => {
  const [x, targets] = [tensor([1, 2]), tensor([0, 0])]
  expect(losses.total(multiSample(losses.mse, { samples: 1 })(() => x, { inputs: x, targets })).readSync()[0]).toBe(2.5)
})

test('a checkpoint knows it by loss, samples and options, and no samples are refused', () => {
  expect(describeFunction(multiSample(losses.crossEntropy.with({ ignore: -1 }), { samples: 4 }))).toEqual(
    describeFunction(multiSample(losses.crossEntropy, { samples: 4, ignore: -1 })),
  )
  expect(describeFunction(multiSample(losses.crossEntropy, { samples: 4, ignore: -1 }))).toEqual({
    name: 'multiSample',
    loss: 'crossEntropy',
    samples: 4,
    ignore: -1,
  })
  for (const samples of [0, 1.5])
    expect(() => multiSample(losses.mse, { samples })).toThrow(
      `multiSample was given samples ${samples}; it takes an integer from 1.`,
    )
})
