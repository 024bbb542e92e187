import { asSource, type Dataset, twoMoons } from '@thinned/data'
import { accuracy, auroc, confusionMatrix, rmse } from '@thinned/metrics'
import { batchNorm, type Layer, linear, losses, relu, residual, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryStore } from '../../test/memory-store.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'
import { TrainError } from '../train-error.ts'

const train = twoMoons({ size: 129, key: key(1) }) as Dataset
const settings: FitOptions = {
  data: { train },
  loss: 'crossEntropy',
  epochs: 1,
  batchSize: 20,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(2),
}
const rows = (inputs: Float32Array, shape: readonly number[]): Dataset => ({
  name: 'rows',
  inputs: { data: inputs as Float32Array<ArrayBuffer>, shape },
  targets: { data: new Float32Array(shape[0]!), shape: [shape[0]!, 1] },
})

/** The refusal of a run, which has taken no step and called nothing of the user's but the metrics. */
async function refusal(changed: Partial<FitOptions>, model: Layer = linear(2, 2)): Promise<string> {
  const called: string[] = []
  const store = memoryStore()
  const callbacks = [{ start: () => void called.push('start'), step: () => void called.push('step') }]
  const error = await fit(model, { ...settings, checkpoint: { store }, callbacks, ...changed }).catch(
    (thrown) => thrown,
  )
  expect([called, store.saved.length]).toEqual([[], 0])
  expect(error).toBeInstanceOf(TrainError)
  return error.message
}

test('a number that is not finite is refused with its row and its place in the row', async () => {
  const data = Float32Array.from({ length: 1000 }, (_, i) => i / 1000)
  data[700] = Number.NaN
  const tall = { ...rows(data, [1000, 1]), featureNames: ['age'] }
  expect(await refusal({ data: { train: tall }, loss: 'mse' }, linear(1, 1))).toBe(
    'The inputs of the train data rows hold NaN in row 700, column 0 (age); training takes finite numbers. Put a number in its place, as impute does in tables, or leave the row out.',
  )
  const targets = { data: Float32Array.of(0, -Infinity), shape: [2, 1] }
  const regression = { ...rows(new Float32Array(2), [2, 1]), targets }
  for (const loss of ['mse', losses.huber.with({ delta: 2 })] as const)
    expect(await refusal({ data: { train: regression }, loss }, linear(1, 1))).toMatch(
      'The targets of the train data rows hold -Infinity in row 1, column 0;',
    )
  const validation = rows(Float32Array.of(1, Infinity), [2, 1])
  const clean = rows(new Float32Array(2), [2, 1])
  expect(await refusal({ data: { train: clean, validation }, loss: 'mse' }, linear(1, 1))).toMatch(
    'The inputs of the validation data rows hold Infinity in row 1',
  )
})

test('the place is right in arrays of any shape', async () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
  const values = fc.constantFrom(Number.NaN, Infinity, -Infinity)
  await fc.assert(
    fc.asyncProperty(shapes, fc.nat(), values, async (shape, at, value) => {
      const size = shape.reduce((product, extent) => product * extent)
      const data = new Float32Array(size)
      data[at % size] = value
      const message = await refusal({ data: { train: rows(data, shape) }, loss: 'mse' })
      const [, row, column = '', deep] = /in row (\d+)(?:, column (\d+)| at \[(.*)\])?;/.exec(message)!
      const indices = [row, ...(deep ?? column).split(', ')].filter((index) => index !== '').map(Number)
      expect(indices.length).toBe(shape.length)
      expect(indices.reduce((offset, index, axis) => offset * shape[axis]! + index, 0)).toBe(at % size)
    }),
    { numRuns: 50 },
  )
})

test('a last batch that is too small for a layer is refused, with a size that fits', async () => {
  const normed = () => sequential(linear(2, 8), relu(), batchNorm(8), linear(8, 2))
  expect(await refusal({ batchSize: 128 }, normed())).toBe(
    'The layer batchNorm1 takes batches of 2 examples at least in training, but with batchSize 128 the last batch of the 129 examples of two moons has 1. Give batchSize 127, or take layerNorm in its place.',
  )
  expect(await refusal({ batchSize: 64, accumulate: 2 }, normed())).toMatch('has 1. Give batchSize 63, or')
  expect(await refusal({ batchSize: 1 }, normed())).toMatch('has 1. Give batchSize 3, or')
  const inside = () => sequential(residual({ shortcut: batchNorm(2) }, linear(2, 2)), linear(2, 2))
  expect(await refusal({ batchSize: 128 }, inside())).toMatch('The layer residual1 takes')
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 45 }), async (size, batchSize) => {
      const data = { train: twoMoons({ size, key: key(3) }) as Dataset }
      const { message } = await fit(normed(), { ...settings, data, batchSize }).then(
        () => ({ message: '' }),
        (error: Error) => error,
      )
      const parts = Array.from({ length: Math.ceil(size / batchSize) }, (_, i) =>
        Math.min(batchSize, size - i * batchSize),
      )
      expect(message !== '').toBe(Math.min(...parts) < 2)
      if (message === '') return
      const [, advised] = /batchSize (\d+), or/.exec(message) ?? []
      if (size > 1) await fit(normed(), { ...settings, data, batchSize: Number(advised) })
      else expect(message).toMatch('Give more examples')
    }),
    { numRuns: 40 },
  )
})

test('a metric that cannot be measured is known: of another task, without a class, with a result that is no JSON or no number', async () => {
  const labels = (skipped = -1): Dataset => {
    const kept = Array.from({ length: 90 }, (_, i) => i).filter((i) => i % 3 !== skipped)
    const inputs = { data: Float32Array.from(kept, (i) => i / 90), shape: [kept.length, 1] }
    return {
      name: 'three',
      classes: 3,
      inputs,
      targets: { data: Int32Array.from(kept, (i) => i % 3), shape: [kept.length] },
    }
  }
  const three = { train: labels(), validation: labels(2) }
  expect(await refusal({ data: three, metrics: { auroc: auroc() } }, linear(1, 3))).toMatch(
    /^The metric auroc \(AUROC\) cannot be measured on three, which gives \{.*\}: /,
  )
  const numbers = { train: rows(Float32Array.of(1, 2, 3), [3, 1]) }
  for (const data of [numbers, { train: asSource(numbers.train) }])
    expect(await refusal({ data, loss: 'mse', metrics: { accuracy: accuracy() } }, linear(1, 1))).toMatch(
      /^The metric accuracy \(.*\) cannot be measured on rows/,
    )
  expect(await refusal({ metrics: { rmse: rmse() } })).toMatch(
    /^The metric rmse \(.*\) cannot be measured on two moons/,
  )
  const confusion = { confusion: confusionMatrix({ classes: 2 }) }
  const data = { train, validation: twoMoons({ size: 40, key: key(2) }) as Dataset }
  const monitor = { monitor: 'confusion', mode: 'min' } as const
  for (const watched of [
    { earlyStopping: { patience: 2, ...monitor } },
    { checkpoint: { store: memoryStore(), best: monitor } },
  ])
    expect(await refusal({ data, metrics: confusion, ...watched })).toMatch('The metric confusion gave [[')
  const endless = { name: 'endless', empty: () => 0, update: () => 0, merge: () => 0, compute: () => 1n }
  expect(await refusal({ metrics: { endless } })).toMatch(
    'The metric endless gives a bigint on two moons that JSON does not hold',
  )
})

test('a metric that can be measured is, whatever the data: sequences, ignored labels, several outputs, sources', async () => {
  const sequence: Dataset = {
    name: 'sequence',
    classes: 3,
    inputs: { data: new Float32Array(40), shape: [20, 2] },
    targets: { data: Int32Array.from({ length: 20 }, (_, i) => i % 3), shape: [20] },
  }
  const run = await fit(linear(2, 4), {
    ...settings,
    loss: losses.crossEntropy.with({ ignore: 0 }),
    data: { train: sequence, validation: asSource(sequence) },
    metrics: { accuracy: accuracy() },
  })
  expect(run.history[0]!.metrics).toHaveProperty('accuracy')
})

test('a run is resumed without the metric that ended it', async () => {
  const store = memoryStore()
  let measured = 0
  const failing = {
    name: 'failing',
    empty: () => 0,
    update: () => 0,
    merge: () => 0,
    compute: () => (++measured > 1 ? fail() : 1),
  }
  const options = { ...settings, epochs: 2, checkpoint: { store } }
  await expect(fit(linear(2, 2), { ...options, metrics: { failing } })).rejects.toThrow(
    'can be resumed from its checkpoint',
  )
  const run = await fit(linear(2, 2), { ...options, resume: true })
  const whole = await fit(linear(2, 2), { ...settings, epochs: 2 })
  expect(run.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss))
})

test('data of which nothing counts is refused', async () => {
  const ignored = { ...train, targets: { data: new Int32Array(129).fill(-1), shape: [129] } }
  const loss = losses.crossEntropy.with({ ignore: -1 })
  expect(await refusal({ data: { train: ignored }, loss })).toMatch('All examples of the train data two moons weigh 0')
  expect(await refusal({ data: { train, validation: ignored }, loss })).toMatch('All examples of the validation data')
})

function fail(): never {
  throw new Error('the metric is broken')
}
