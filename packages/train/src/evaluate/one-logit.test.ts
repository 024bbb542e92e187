import { twoMoons } from '@thinned/data'
import { accuracy, auroc } from '@thinned/metrics'
import { linear, losses, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { adam } from '../optimizers/index.ts'
import { predict } from '../predict/predict.ts'
import { fit } from '../run/fit.ts'
import { evaluate } from './evaluate.ts'

const data = (size: number, seed: number) => {
  const { inputs, targets } = twoMoons({ size, key: key(seed) })
  return { name: 'moons', inputs, targets: { data: Float32Array.from(targets.data), shape: [size, 1] } }
}
const [train, validation] = [data(120, 1), data(80, 2)]
const build = () => sequential(linear(2, 16), relu(), testDropout(0.8), linear(16, 1))
const options = {
  data: { train, validation },
  loss: 'binaryCrossEntropy',
  epochs: 15,
  batchSize: 20,
  optimizer: adam({ learningRate: 0.05 }),
  key: key(3),
} as const

test('one logit has error, accuracy, AUROC and monitors: its class is 1 above 0', async () => {
  const model = build()
  const metrics = { auroc: auroc(), accuracy: accuracy() }
  const { history } = await fit(model, {
    ...options,
    metrics,
    earlyStopping: { patience: 20, monitor: 'validationError' },
  })
  const measured = await evaluate(model, validation, { loss: 'binaryCrossEntropy', metrics, batchSize: 7 })
  const { mean } = await predict(model, validation.inputs, { task: 'regression' })
  const [logits, labels] = [Array.from(mean.data), Array.from(validation.targets.data)]
  const wrong = logits.filter((logit, i) => logit > 0 !== (labels[i] === 1)).length
  expect(measured.error).toBe(wrong / 80)
  expect(measured.metrics.accuracy).toBeCloseTo(1 - measured.error, 12)
  const pairs = logits.flatMap((a, i) =>
    logits.flatMap((b, j) => (labels[i] === 1 && labels[j] === 0 ? [a > b ? 1 : a === b ? 0.5 : 0] : [])),
  )
  expect(measured.metrics.auroc).toBeCloseTo(pairs.reduce((sum: number, pair) => sum + pair, 0) / pairs.length, 12)
  expect(history[14]!.gap).toBe(history[14]!.validationError! - history[14]!.error)
  expect(measured.error).toBeLessThan(0.2)
})

test('predict gives the probabilities of two classes, their names, entropy and disagreement', async () => {
  const model = build()
  await fit(model, options)
  const logits = (await predict(model, validation.inputs, { task: 'regression' })).mean.data
  const full = await predict(model, validation.inputs, { task: 'binary', classNames: ['no', 'yes'] })
  expect(full.mean.shape).toEqual([80, 2])
  for (const [i, logit] of logits.entries()) {
    expect(full.mean.data[2 * i + 1]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 6)
    expect(full.predicted[i]).toBe(logit > 0 ? 1 : 0)
    expect(full.predictedNames![i]).toBe(logit > 0 ? 'yes' : 'no')
  }
  const sampled = { samples: 20, key: key(5), everySample: true }
  const thinned = await predict(model, validation.inputs, { task: 'binary', ...sampled })
  const values = await predict(model, validation.inputs, { task: 'regression', ...sampled })
  for (let i = 0; i < 80; i++) {
    const probabilities = Array.from({ length: 20 }, (_, s) => 1 / (1 + Math.exp(-values.samples!.data[s * 80 + i]!)))
    expect(thinned.mean.data[2 * i + 1]).toBeCloseTo(probabilities.reduce((a, b) => a + b, 0) / 20, 6)
  }
  expect(Math.max(...thinned.mutualInformation)).toBeGreaterThan(0)
  await expect(predict(model, validation.inputs)).rejects.toThrow("For one logit write { task: 'binary' }")
  const two = sequential(linear(2, 2), relu())
  await fit(two, { ...options, data: { train: { ...train, targets: train.inputs } }, loss: 'mse', epochs: 1 })
  await expect(predict(two, validation.inputs, { task: 'binary' })).rejects.toThrow('it takes one logit, [1]')
})

test('targets between 0 and 1 are no classes, and have no error', async () => {
  const soft = { ...train, targets: { ...train.targets, data: train.targets.data.map((value) => value * 0.9) } }
  const model = build()
  await fit(model, options)
  expect((await evaluate(model, soft, { loss: losses.binaryCrossEntropy })).error).toBeNaN()
})

test('samples of a model in which nothing is random are refused; dropout that keeps everything is not', async () => {
  const [plain, keeping] = [
    sequential(linear(2, 4), relu(), linear(4, 1)),
    sequential(linear(2, 4), testDropout(1), linear(4, 1)),
  ]
  for (const model of [plain, keeping]) await fit(model, { ...options, epochs: 1 })
  const samples = { task: 'binary', samples: 3, key: key(1) } as const
  await expect(predict(plain, validation.inputs, samples)).rejects.toThrow('a model in which nothing is random')
  expect((await predict(keeping, validation.inputs, samples)).mutualInformation[0]).toBe(0)
})
