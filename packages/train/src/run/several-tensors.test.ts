import { asSource, splitDataset, twoMoons } from '@thinned/data'
import { accuracy } from '@thinned/metrics'
import {
  compose,
  embedding,
  flattenParams,
  init,
  type Layer,
  linear,
  losses,
  type Params,
  plainLayer,
  relu,
  sequential,
} from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import { add, concat, div, mean, mul, reference, reshape, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import type { Batch } from '../evaluate/objective.ts'
import { adam } from '../optimizers/index.ts'
import { predict } from '../predict/predict.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

interface Inputs {
  readonly word: Tensor
  readonly features: Tensor
}

/** The word says which of two features is the value; the class is whether it is positive. */
const SIZE = 60
const values = normal(key('values'), 2 * SIZE)
const words = Int32Array.from({ length: SIZE }, (_, i) => i % 2)
const picked = Float32Array.from(words, (word, i) => values[2 * i + word]!)
const whole = {
  name: 'picked',
  inputs: {
    word: { data: words, shape: [SIZE] },
    features: { data: Float32Array.from(values), shape: [SIZE, 2] },
  },
  targets: {
    value: { data: picked, shape: [SIZE, 1] },
    sign: { data: Int32Array.from(picked, (value) => (value > 0 ? 1 : 0)), shape: [SIZE] },
  },
}
const { train, validation } = splitDataset(whole, { train: 40, validation: 20 }, key(3))

const build = () =>
  compose(
    {
      words: embedding(2, 3),
      body: sequential(linear(5, 16), relu(), testDropout(0.9)),
      value: linear(16, 1),
      sign: linear(16, 2),
    },
    ({ word, features }: Inputs, use) => {
      const hidden = use.body(concat([use.words(word), features], 1))
      return { value: use.value(hidden), sign: use.sign(hidden) }
    },
  )
type Outputs = ReturnType<ReturnType<typeof build>['forward']>
const loss = (
  forward: (inputs: Inputs) => Outputs,
  { inputs, targets }: Batch<Inputs, { value: Tensor; sign: Tensor }>,
) => {
  const { value, sign } = forward(inputs)
  return add(losses.mse(value, targets.value), losses.crossEntropy(sign, targets.sign))
}
const settings: FitOptions<Inputs, Outputs, typeof train.targets> = {
  data: { train, validation },
  loss,
  epochs: 40,
  batchSize: 8,
  optimizer: adam({ learningRate: 0.02 }),
  key: key(5),
}
const weights = ({ params }: { params: Params }) =>
  Object.values(flattenParams(params)).map((tensor) => tensor.readSync())

test('a model of two inputs and two outputs learns from records of arrays, resumes to the same bits and leaves nothing behind', async () => {
  const before = reference.memory().buffers
  const model = build()
  const store = memoryStore()
  const options = { ...settings, earlyStopping: { patience: 40 } }
  const run = await fit(model, { ...options, checkpoint: { store, everyEpochs: 7 } })
  expect(run.history.at(-1)!.loss).toBeLessThan(0.25 * run.history[0]!.loss)
  expect(run.history[0]!.error).toBeNaN()
  const losses = run.validations.map((record) => record.loss)
  expect((await evaluate(model, validation, { loss })).loss).toBe(Math.min(...losses))
  const resumed = build()
  await fit(resumed, { ...options, resume: true, checkpoint: { store: memoryStore(store.saved[2]!) } })
  expect(weights(resumed)).toEqual(weights(model))
  expect(reference.memory().buffers - before).toBe(2 * weights(model).length)
})

test('losses by name, and metrics, take one of each: what is several is refused', async () => {
  await expect(fit(build(), { ...settings, loss: 'mse' })).rejects.toThrow(
    'The train data picked (train) has several arrays of targets by name, and the loss mse takes one; give an objective',
  )
  const model = build()
  await fit(model, { ...settings, epochs: 1 })
  await expect(evaluate(model, validation)).rejects.toThrow(
    'The loss mse does not take outputs of the names value, sign; give an objective',
  )
  await expect(evaluate(model, validation, { loss, metrics: { accuracy: accuracy() } })).rejects.toThrow(
    'Metrics take a model of one output and one array of targets, but on picked',
  )
})

test('predict takes several inputs by name, arrays or tensors, and one output; samples as of one input', async () => {
  const both = build()
  await fit(both, settings)
  const { words, body, sign } = both.children
  const signs = compose({ words, body, sign }, ({ word, features }: Inputs, use) =>
    use.sign(use.body(concat([use.words(word), features], 1))),
  )
  const before = reference.memory().buffers
  const { mean } = await predict(signs, validation.inputs)
  const right = Array.from(validation.targets.sign.data).filter((label, i) => mean.data[2 * i + label]! > 0.5)
  expect(right.length).toBeGreaterThan(14)
  const { word, features } = validation.inputs
  const mixed = { word, features: tensor(features.data, { shape: features.shape }) }
  const sampled = { samples: 3, key: key(1), batchSize: 7 }
  expect(await predict(signs, mixed, sampled)).toEqual(
    await predict(signs, validation.inputs, { ...sampled, batchSize: 20 }),
  )
  mixed.features.dispose()
  expect(reference.memory().buffers).toBe(before)
  await expect(predict(both as never, validation.inputs as never)).rejects.toThrow(
    'predict takes a model of one output, but this one gives value, sign by name; compose one',
  )
  const uneven = { word, features: { ...features, data: features.data.slice(2), shape: [19, 2] } }
  await expect(predict(signs, uneven)).rejects.toThrow('predict was given inputs of 19 and 20 rows')
  const none = { word: { data: new Int32Array(0), shape: [0] }, features: { data: new Float32Array(0), shape: [0, 2] } }
  await expect(predict(signs, none)).rejects.toThrow('predict was given no examples and a model (compose)')
})

test('the compiler knows what a model takes, what a loss sees and what metrics give', async () => {
  const model = build()
  const { features } = train.inputs
  // @ts-expect-error An input is missing.
  await expect(fit(model, { ...settings, data: { train: { ...train, inputs: { features } } } })).rejects.toThrow()
  // @ts-expect-error The outputs have no such name.
  const wrong: FitOptions<Inputs, Outputs>['loss'] = (forward, { inputs }) => forward(inputs).score
  // @ts-expect-error The model has two inputs.
  await expect(predict(model, features)).rejects.toThrow()
  // @ts-expect-error The model has one input.
  await expect(fit(linear(2, 2), { ...settings, loss: wrong, data: { train } })).rejects.toThrow()
  const one = linear(2, 2)
  init(one, key(2))
  const classified = twoMoons({ size: 4, key: key(1) })
  const { metrics } = await evaluate(one, classified, { metrics: { accuracy: accuracy() } })
  const measured: number = metrics.accuracy
  // @ts-expect-error Nothing of that name was measured.
  expect([measured <= 1, metrics.recall]).toEqual([true, undefined])
})

test('what is not finite is found by the name of the array', async () => {
  const features = { ...train.inputs.features, data: train.inputs.features.data.with(3, Number.NaN) as Float32Array }
  const broken = { ...train, inputs: { ...train.inputs, features } }
  await expect(fit(build(), { ...settings, data: { train: asSource(broken) } })).rejects.toThrow(
    'the inputs features of the batch hold values that are not finite',
  )
  const infinite: typeof loss = (forward, batch) => div(loss(forward, batch), 0)
  await expect(fit(build(), { ...settings, loss: infinite })).rejects.toThrow('so the loss itself is the place to look')
})

test('places of a sequence count one by one, without those whose label is negative', async () => {
  const data = Int32Array.of(0, 1, -1, 1, 0, 0, -1, -1, 1, 0, 1, 1)
  const places = {
    name: 'places',
    inputs: { data: Float32Array.from(data, (label) => 2 * label - 1).with(3, -1) as Float32Array, shape: [4, 3] },
    targets: { data, shape: [4, 3] },
    classes: 2,
  }
  // Scores −x and x of the classes: right everywhere but where the input was turned round.
  const scores: Layer = {
    ...plainLayer('scores', undefined),
    outputShape: (input) => [...input, 2],
    forward: (x) => concat([reshape(mul(x, -1), [...x.shape, 1]), reshape(x, [...x.shape, 1])], 2),
  }
  const none = losses.define((outputs: Tensor) => mul(mean(outputs), 0), { name: 'none' })
  const { error, metrics } = await evaluate(scores, places, { loss: none, metrics: { accuracy: accuracy() } })
  expect(error).toBe(1 / 9)
  expect(metrics.accuracy).toBe(8 / 9)
  expect((await evaluate(scores, places, { loss: none, batchSize: 1 })).error).toBe(1 / 9)
})

test('a loss of nn takes a model of several inputs, by name and with options', async () => {
  const sum = () =>
    compose(
      { left: linear(2, 2), right: linear(2, 2) },
      ({ left, right }: { readonly left: Tensor; readonly right: Tensor }, use) =>
        add(use.left(left), use.right(right)),
    )
  const { inputs, ...moons } = twoMoons({ size: 12, key: key(1) })
  const options = {
    data: { train: { ...moons, inputs: { left: inputs, right: inputs } } },
    epochs: 2,
    batchSize: 4,
    optimizer: adam({ learningRate: 0.1 }),
    key: key(2),
  }
  const named = await fit(sum(), { ...options, loss: 'crossEntropy' })
  const given = await fit(sum(), { ...options, loss: losses.crossEntropy.with({ labelSmoothing: 0 }) })
  expect(given.history[1]!.loss).toBe(named.history[1]!.loss)
})
