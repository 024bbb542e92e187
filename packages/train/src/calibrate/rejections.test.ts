import { splitDataset, twoMoons } from '@thinned/data'
import { rejectAbove } from '@thinned/metrics'
import { linear, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { calibrate, fit, predict, sgd, TrainError } from '../index.ts'

const { train, heldOut } = splitDataset(twoMoons({ size: 120, key: key(1) }), { train: 60, heldOut: 60 }, key(2))
const model = sequential(linear(2, 8), testDropout(0.5), linear(8, 2))
const optimizer = sgd({ learningRate: 0.01 })
await fit(model, { data: { train }, loss: 'crossEntropy', epochs: 1, batchSize: 20, optimizer, key: key(3) })

test.each([{}, { samples: 10, key: key(7) }])(
  'a threshold of the entropy is fitted, of predictions with %o',
  async (options) => {
    const { predicted, entropy: uncertainty } = await predict(model, heldOut.inputs, options)
    const coverage = rejectAbove({ coverage: 0.8 })
    const { state, accepts } = (await calibrate(model, heldOut, { with: coverage, ...options })).fitted
    expect(state).toEqual(coverage.fit({ uncertainty }).state)
    expect(accepts(uncertainty).reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(48)
    const risk = rejectAbove({ risk: 0.9, confidence: 0.9 })
    const { fitted } = await calibrate(model, heldOut, { with: risk, ...options })
    expect(fitted.state).toEqual(risk.fit({ uncertainty, predicted, labels: heldOut.targets.data }).state)
    await expect(calibrate(model, train, { with: coverage, ...options })).rejects.toThrow(TrainError)
  },
)
