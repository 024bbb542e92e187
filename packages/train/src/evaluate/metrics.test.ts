import { type Dataset, twoMoons } from '@thinned/data'
import {
  accuracy,
  auroc,
  averagePrecision,
  confusionMatrix,
  ece,
  logLoss,
  type Metric,
  measure,
  rmse,
} from '@thinned/metrics'
import { flattenParams, init, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { assign, reference, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { sgd } from '../optimizers/index.ts'
import { predict } from '../predict/predict.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'
import { evaluate } from './evaluate.ts'

const train = twoMoons({ size: 70, key: key(1) })
const validation = twoMoons({ size: 41, key: key(2) })
const build = () => sequential(linear(2, 12), relu(), testDropout(0.7), linear(12, 2))
const metrics = {
  accuracy: accuracy(),
  ece: ece(),
  logLoss: logLoss(),
  confusion: confusionMatrix({ classes: 2 }),
}
const settings: FitOptions = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 3,
  batchSize: 16,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  metrics,
  key: key(42),
}
const weights = (model: Layer) => Object.values(flattenParams(model.params)).map((parameter) => parameter.readSync())

test('metrics of a classifier are those of its predictions, in batches of any size', async () => {
  const model = build()
  init(model, key(7))
  const before = reference.memory().buffers
  const { loss, error, metrics: measured } = await evaluate(model, validation, { metrics, batchSize: 7 })
  expect(reference.memory().buffers).toBe(before)
  const { mean } = await predict(model, validation.inputs)
  const batch = { probabilities: mean.data, classes: 2, labels: validation.targets.data }
  expect(measured.accuracy).toBeCloseTo(1 - error, 12)
  expect(measured.logLoss).toBeCloseTo(loss, 6)
  expect(measured.ece).toBeCloseTo(metrics.ece.compute(metrics.ece.update(metrics.ece.empty(), batch)), 5)
  expect(measured.confusion[0]![1]! + measured.confusion[1]![0]!).toBe(error * 41)
  expect((await evaluate(model, validation)).metrics).toEqual({})
})

test('a classifier that is certain beyond what a probability holds is ranked and scored by its logits', async () => {
  const model = linear(1, 2)
  init(model, key(1))
  const { weight, bias } = model.params as { weight: Tensor; bias: Tensor }
  assign(weight, tensor([[0, 1]]))
  assign(bias, tensor([0, 0]))
  const rows = (inputs: number[], labels: number[]): Dataset => ({
    name: 'rows',
    inputs: { data: Float32Array.from(inputs), shape: [inputs.length, 1] },
    targets: { data: Int32Array.from(labels), shape: [labels.length] },
    classes: 2,
  })
  const labels = [0, 0, 1, 1, 1, 1]
  for (const inputs of [
    [48, 50, 49, 51, 52, 53],
    [1800, 2000, 1900, 2100, 2200, 2300],
  ]) {
    const { metrics: measured } = await evaluate(model, rows(inputs, labels), {
      metrics: { auroc: auroc(), ap: averagePrecision() },
    })
    expect(measured).toEqual({ auroc: 0.875, ap: expect.closeTo(0.95, 12) })
  }
  const { loss, metrics: measured } = await evaluate(model, rows([800, 1], [0, 1]), { metrics: { ll: logLoss() } })
  expect(measured.ll).toBeCloseTo(loss, 4)
  const { inputs } = rows([18, 20, 19, 21, 22, 23, 1e-9], [])
  const { mean, predicted } = await predict(model, inputs)
  const batch = { probabilities: mean.data.subarray(0, 12), classes: 2, labels }
  expect([measure(auroc(), batch), measure(averagePrecision(), batch)]).toEqual([0.875, expect.closeTo(0.95, 12)])
  expect([mean.data[12], mean.data[13], predicted[6]]).toEqual([0.5, 0.5, 1])
})

test('metrics of a model of numbers see all of its outputs', async () => {
  const model = linear(2, 2)
  init(model, key(7))
  const self = { name: 'self', inputs: train.inputs, targets: train.inputs }
  const { loss, metrics: measured } = await evaluate(model, self, { metrics: { rmse: rmse() }, batchSize: 9 })
  expect(measured.rmse ** 2).toBeCloseTo(loss, 5)
})

test('the history holds them by name, of training and of validation data; a checkpoint does too', async () => {
  const model = build()
  const store = memoryStore()
  const run = await fit(model, { ...settings, checkpoint: { store } })
  const [trained, validated] = [
    await evaluate(model, train, { metrics }),
    await evaluate(model, validation, { metrics }),
  ]
  expect(run.history[2]).toMatchObject({ metrics: trained.metrics, validationMetrics: validated.metrics })
  expect(run.validations[2]!.metrics).toEqual(validated.metrics)
  const resumed = await fit(build(), { ...settings, resume: true, checkpoint: { store: memoryStore(store.saved[1]!) } })
  expect(resumed.history.map(({ metrics }) => metrics)).toEqual(run.history.map(({ metrics }) => metrics))
  const bare = build()
  const { metrics: _, ...without } = settings
  const { history } = await fit(bare, without)
  expect(weights(bare)).toEqual(weights(model))
  expect(history[0]).not.toHaveProperty('metrics')
})

test('early stopping can monitor any of them, lower or higher', async () => {
  const model = build()
  const run = await fit(model, {
    ...settings,
    epochs: 40,
    optimizer: sgd({ learningRate: 0.3, momentum: 0.9 }),
    earlyStopping: { patience: 3, monitor: 'accuracy', mode: 'max' },
  })
  const seen = run.validations.map(({ metrics }) => metrics!['accuracy'] as number)
  const best = seen.indexOf(Math.max(...seen))
  expect(run).toMatchObject({ stopped: 'early', bestEpoch: best })
  expect(seen.length).toBe(best + 4)
  expect((await evaluate(model, validation, { metrics })).metrics.accuracy).toBe(seen[best])
})

test('a metric that does not fit the data is named, and so is what it is given', async () => {
  const model = linear(2, 2)
  init(model, key(7))
  await expect(evaluate(model, train, { metrics: { rmse: rmse() } })).rejects.toThrow(
    /^The metric rmse \(.+\) cannot be measured on two moons, which gives { probabilities, logits, classes, predicted, labels }: /,
  )
  await expect(
    fit(linear(2, 2), { ...settings, earlyStopping: { patience: 1, monitor: 'confusion', mode: 'min' } }),
  ).rejects.toThrow('The metric confusion gave [[')
})

test('scores that are NaN are no prediction: neither right nor wrong', async () => {
  const model = build()
  init(model, key(7))
  assign(flattenParams(model.params)['linear2/bias']!, tensor([Number.NaN, 0]))
  expect(await evaluate(model, validation)).toMatchObject({ loss: Number.NaN, error: Number.NaN })
  await expect(evaluate(model, validation, { metrics })).rejects.toThrow(
    'Metrics cannot be measured on two moons: the model gives NaN, which predicts no class.',
  )
})

test("a metric of the user's own", async () => {
  const count: Metric<number, { readonly labels: ArrayLike<number> }, number> = {
    name: 'count',
    empty: () => 0,
    update: (state, { labels }) => state + labels.length,
    merge: (a, b) => a + b,
    compute: (state) => state,
  }
  const model = build()
  init(model, key(7))
  expect((await evaluate(model, train, { metrics: { count }, batchSize: 30 })).metrics.count).toBe(70)
})

test('accuracy stands beside error, and early stopping can monitor it: more is better', async () => {
  const { history, validations, bestStep } = await fit(build(), {
    ...settings,
    validateEvery: { steps: 2 },
    earlyStopping: { patience: 50, monitor: 'validationAccuracy' },
  })
  const last = history.at(-1)!
  expect([last.accuracy, last.validationAccuracy]).toEqual([1 - last.error, 1 - last.validationError!])
  const best = Math.max(...validations.map(({ accuracy }) => accuracy))
  expect(validations.find(({ accuracy }) => accuracy === best)!.step).toBe(bestStep)
})
