import type { NdArray } from '@thinned/data'
import { flattenParams, linear, losses } from '@thinned/nn'
import { key } from '@thinned/rng'
import { tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { sgd } from '../optimizers/index.ts'
import { trainer } from './trainer.ts'

test.each(['arrays', 'tensors'])('a step of trainer on %s in which nothing counts moves nothing', async (form) => {
  const given = <T extends NdArray>({ data, shape }: T) =>
    form === 'arrays' ? { data, shape } : tensor(data, { shape })
  const inputs = given({ data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] })
  const labels = (...values: number[]) => given({ data: Int32Array.from(values), shape: [2] })
  const none = given({ data: new Float32Array(2), shape: [2] })
  for (const [loss, targets, weights] of [
    ['crossEntropy', labels(0, 1), none],
    [losses.crossEntropy.with({ ignore: 1 }), labels(1, 1), undefined],
    [losses.crossEntropy.with({ classWeights: [1, 0] }), labels(1, 1), undefined],
  ] as const) {
    const model = linear(2, 2)
    const optimizer = sgd({ learningRate: 0.1, momentum: 0.9 })
    const steps = await trainer(model, { loss, optimizer, l2: 0.1, key: key(1) })
    steps.step(inputs, labels(0, 0))
    const before = Object.values(flattenParams(model.params)).map((parameter) => parameter.readSync())
    expect(steps.step(inputs, targets, weights)).toBe(Number.NaN)
    expect(Object.values(flattenParams(model.params)).map((parameter) => parameter.readSync())).toEqual(before)
    expect(steps.step(inputs, labels(0, 0))).toBeGreaterThan(0)
    expect(steps.steps).toBe(3)
    steps.dispose()
  }
})

test('a schedule of trainer that gives no rate is named, also where nobody knows the number of steps', async () => {
  const optimizer = sgd({ learningRate: () => Number.NaN })
  const steps = await trainer(linear(2, 2), { loss: 'mse', optimizer, key: key(1) })
  const batch = { data: new Float32Array(4), shape: [2, 2] }
  expect(() => steps.step(batch, batch)).toThrow("The schedule of sgd's learningRate gave NaN at step 0, epoch 0")
  steps.dispose()
})
