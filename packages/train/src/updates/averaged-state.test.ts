import { twoMoons } from '@thinned/data'
import { batchNorm, flattenParams, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { reference } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { ema, swa } from '../averaging/index.ts'
import { loadWeights } from '../checkpoint/weights-file.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'

const train = twoMoons({ size: 200, key: key(1) })
const validation = twoMoons({ size: 500, key: key(11) })
const build = (keep = 1) =>
  sequential(
    linear(2, 16),
    batchNorm(16),
    relu(),
    linear(16, 16),
    batchNorm(16),
    relu(),
    testDropout(keep),
    linear(16, 2),
  )
const settings: FitOptions = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 5,
  batchSize: 20,
  optimizer: sgd({ learningRate: 1, momentum: 0.9 }),
  averaging: swa({ from: 3 }),
  key: key(1),
}
const tensors = (model: Layer) => [model.params, model.state].flatMap((held) => Object.values(flattenParams(held)))
const values = (model: Layer) => tensors(model).map((tensor) => tensor.readSync())

test.each([20, 50])(
  'the state is the mean of the statistics of batches of %s under the averages',
  async (batchSize) => {
    const model = build()
    const run = await fit(model, { ...settings, batchSize })
    const [params, state] = [flattenParams(model.params), flattenParams(model.state)]
    const [w, b] = ['weight', 'bias'].map((name) => params[`linear1/${name}`]!.readSync()) as [
      Float32Array,
      Float32Array,
    ]
    for (let j = 0; j < 16; j++) {
      const feature = Array.from(
        { length: 200 },
        (_, i) => train.inputs.data[2 * i]! * w[j]! + train.inputs.data[2 * i + 1]! * w[16 + j]! + b[j]!,
      )
      const statistics = Array.from({ length: 200 / batchSize }, (_, i) => {
        const own = feature.slice(i * batchSize, (i + 1) * batchSize)
        const mean = own.reduce((sum, value) => sum + value, 0) / batchSize
        return { mean, variance: own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (batchSize - 1) }
      })
      for (const name of ['mean', 'variance'] as const) {
        const expected = statistics.reduce((sum, statistic) => sum + statistic[name], 0) / statistics.length
        expect(state[`batchNorm1/${name}`]!.readSync()[j]! / expected).toBeCloseTo(1, 4)
      }
    }
    const { loss, validationLoss } = run.history[4]!
    expect((await evaluate(model, train)).loss).toBe(loss)
    expect((await evaluate(model, validation)).loss).toBe(validationLoss)
  },
)

test('averages are better with statistics that fit them than with those of the last weights', async () => {
  const [model, last] = [build(), build()]
  const store = memoryStore()
  await fit(model, { ...settings, epochs: 15, averaging: swa({ from: 5 }), checkpoint: { store } })
  const fitting = await evaluate(model, validation)
  loadWeights(last, store.saved.at(-1)!)
  model.state = last.state
  expect((await evaluate(model, validation)).loss).toBeGreaterThan(fitting.loss)
})

test.each([swa({ from: 2 }), ema({ decay: 0.9 })])(
  'statistics do not change the training, and a run resumes to the same bits (%#)',
  async (averaging) => {
    const [whole, plain] = [build(0.9), build(0.9)]
    const store = memoryStore()
    const options: FitOptions = {
      ...settings,
      epochs: 4,
      averaging,
      validateEvery: { steps: 7 },
      earlyStopping: { patience: 9 },
    }
    const buffers = reference.memory().buffers
    const run = await fit(whole, { ...options, checkpoint: { store, everySteps: 5, best: {} } })
    expect(reference.memory().buffers - buffers).toBe(tensors(whole).length)
    const { averaging: _, earlyStopping: __, ...without } = options
    const { history } = await fit(plain, without)
    for (const [epoch, { runningLoss }] of run.history.entries()) expect(runningLoss).toBe(history[epoch]!.runningLoss)
    for (const stop of [0, 3, 5]) {
      const resumed = build(0.9)
      const checkpoint = { store: memoryStore(store.saved[stop]!), everySteps: 5, best: {} }
      const rest = await fit(resumed, { ...options, checkpoint, resume: true })
      expect(values(resumed)).toEqual(values(whole))
      expect(rest.validations).toEqual(run.validations)
    }
    const best = build(0.9)
    loadWeights(best, (await run.best![0]!.store.load())!)
    expect(values(best)).toEqual(values(whole))
  },
)
