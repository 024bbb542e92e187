import { twoMoons } from '@thinned/data'
import { type Layer, linear, plainLayer, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { alias } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { sgd } from '../optimizers/sgd.ts'
import { fit } from './fit.ts'

test('the thinned loss is measured where the last step of the epoch stood, so that schedules give its keeps', async () => {
  const seen: object[] = []
  const watch: Layer = {
    ...(plainLayer('watch', undefined) as Layer),
    outputShape: (input) => input,
    forward(x, { mode, step, steps, epoch }) {
      if (mode !== 'evaluate') seen.push({ mode, step, steps, epoch })
      return alias(x)
    },
  }
  await fit(sequential(watch, linear(2, 2)) as Layer, {
    data: { train: twoMoons({ size: 40, key: key(1) }) },
    loss: 'crossEntropy',
    epochs: 2,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.1 }),
    key: key(2),
  })
  expect(seen).toEqual([
    { mode: 'train', step: 0, steps: 4, epoch: 0 },
    { mode: 'train', step: 1, steps: 4, epoch: 0 },
    { mode: 'sample', step: 1, steps: 4, epoch: 0 },
    { mode: 'train', step: 2, steps: 4, epoch: 1 },
    { mode: 'train', step: 3, steps: 4, epoch: 1 },
    { mode: 'sample', step: 3, steps: 4, epoch: 1 },
  ])
})
