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
    'fit was given optimizer the function sgd; it takes an optimizer, such as adam({ learningRate: 0.01 }). Call it, as in sgd().',
  ],
  [{ constraint: 3 }, 'fit was given constraint 3; it takes a constraint, such as constraints.maxNorm(3).'],
  [
    { averaging: ema },
    'fit was given averaging the function ema; it takes a rule of averaging, such as averaging.ema({ decay: 0.999 }). Call it, as in ema().',
  ],
  [group({ optimizer: 'sgd' }), 'fit was given groups[0].optimizer "sgd"; it takes an optimizer, such as'],
  [
    group({ constraint: maxNorm }),
    'fit was given groups[0].constraint the function maxNorm; it takes a constraint, such as constraints.maxNorm(3). Call it, as in maxNorm().',
  ],
  [{ callbacks: { step() {} } }, 'fit was given callbacks { step }; it takes a list of callbacks, such as [{ epoch: '],
  [{ checkpoint: { store: 'run' } }, 'fit was given checkpoint.store "run"; it takes a store, such as fileCheckpoint('],
  [
    { checkpoint: 'run' },
    'fit was given checkpoint "run"; it takes an object { store, everySteps, everyEpochs, best }.',
  ],
  [
    { metrics: { a: accuracy } },
    'fit was given metrics.a the function accuracy; it takes a metric, such as accuracy(). Call it, as in accuracy().',
  ],
  [
    { metrics: { e: ece } },
    'fit was given metrics.e the function ece; it takes a metric, such as accuracy(). Call it, as in ece().',
  ],
  [{ loss: 'hinge' }, 'fit was given loss "hinge"; it takes a name ('],
  [{ loss: { name: 'mse' } }, 'fit was given loss { name }; it takes a name ('],
])('%o is refused before anything is done', async (changed, sentence) => {
  const model = linear(2, 2)
  await expect(fit(model, { ...settings, ...(changed as object) })).rejects.toThrow(sentence)
  expect(isInitialized(model)).toBe(false)
})

test('evaluate refuses them as well', async () => {
  const model = linear(2, 2)
  init(model, key(1))
  await expect(evaluate(model, train, { metrics: { a: accuracy } as never })).rejects.toThrow(
    'evaluate was given metrics.a the function accuracy; it takes a metric',
  )
  await expect(evaluate(model, train, { loss: 'hinge' as never })).rejects.toThrow('evaluate was given loss "hinge"')
})
