import { twoMoons } from '@thinned/data'
import { accuracy, ece } from '@thinned/metrics'
import { init, isInitialized, linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { ema } from '../averaging/index.ts'
import { maxNorm } from '../constraints/index.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'

const train = twoMoons({ size: 20, key: key(1) })
const settings: FitOptions = {
  data: { train, validation: train },
  loss: 'crossEntropy',
  epochs: 1,
  batchSize: 10,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(3),
}
const group = (own: object) => ({ groups: [{ match: 'weight', ...own }] })

test.each([
  [
    { optimizer: sgd },
    'fit was given the function sgd as optimizer, which has no update; write, for example, optimizer: sgd(',
  ],
  [
    { constraint: 3 },
    'fit was given 3 as constraint, which has no apply; write, for example, constraint: constraints.maxNorm(3).',
  ],
  [{ averaging: ema }, 'fit was given the function ema as averaging, which has no update'],
  [group({ optimizer: 'sgd' }), 'fit was given "sgd" as optimizer of a group'],
  [group({ constraint: maxNorm }), 'fit was given the function maxNorm as constraint'],
  [{ callbacks: { step() {} } }, 'fit was given callbacks that are no list'],
  [
    { checkpoint: { store: 'run' } },
    'fit was given "run" as checkpoint store, which has no save; write, for example, store: fileCheckpoint(',
  ],
  [{ checkpoint: 'run' }, 'fit was given undefined as checkpoint store'],
  [
    { metrics: { a: accuracy } },
    'fit was given the function accuracy as metric a, which has no update; write, for example, a: accuracy()',
  ],
  [{ metrics: { e: ece } }, 'fit was given the function ece as metric e'],
  [{ loss: 'hinge' }, 'fit was given the loss "hinge"; it is a name ('],
  [{ loss: { name: 'mse' } }, 'fit was given the loss {"name":"mse"}; it is a name ('],
])('%o is refused before anything is done', async (changed, sentence) => {
  const model = linear(2, 2)
  await expect(fit(model, { ...settings, ...(changed as object) })).rejects.toThrow(sentence)
  expect(isInitialized(model)).toBe(false)
})

test('evaluate refuses them as well', async () => {
  const model = linear(2, 2)
  init(model, key(1))
  await expect(evaluate(model, train, { metrics: { a: accuracy } as never })).rejects.toThrow(
    'evaluate was given the function accuracy as metric a',
  )
  await expect(evaluate(model, train, { loss: 'hinge' as never })).rejects.toThrow(
    'evaluate was given the loss "hinge"',
  )
})
