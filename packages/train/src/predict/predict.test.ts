import { twoMoons } from '@thinned/data'
import {
  createPass,
  init,
  type Layer,
  linear,
  type Moment,
  plainLayer,
  type Schedule,
  sequential,
  withSettings,
} from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { div, noGrad, reference, referenceBackend, softmax, tensor } from '@thinned/tensor'
import { expect, expectTypeOf, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { type ClassPrediction, type PassProgress, predict, type ValuePrediction } from '../index.ts'

const { inputs } = twoMoons({ size: 40, key: key(2) })
const ask = { samples: 30, key: key(7) }

function built(outputs: number) {
  const model = sequential(linear(2, 12), testDropout(0.7), linear(12, outputs))
  init(model, key(4))
  return model
}

const classifier = built(3)
const regressor = built(2)

/** The outputs of one sample, by a forward pass of our own. */
const outputsOf = (model: ReturnType<typeof built>, sample: number) =>
  noGrad(() =>
    model.forward(
      tensor(inputs.data, { shape: [40, 2] }),
      createPass({ mode: 'sample', key: foldIn(ask.key, sample) }),
    ),
  )
const drawn = (model: ReturnType<typeof built>) =>
  Array.from({ length: ask.samples }, (_, sample) => Array.from(outputsOf(model, sample).readSync()))

const entropyOf = (p: readonly number[]) => p.reduce((sum, x) => sum - x * Math.log(x), 0)
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('the full network: logits, their softmax and its entropy, and nothing to disagree about', async () => {
  const p = await predict(classifier, inputs)
  const logits = noGrad(() =>
    classifier.forward(tensor(inputs.data, { shape: [40, 2] }), createPass({ mode: 'evaluate' })),
  )
  expect(p.logits).toEqual({ data: logits.readSync(), shape: [40, 3] })
  const expected = softmax(logits).readSync()
  expect(p.mean.shape).toEqual([40, 3])
  expect(Array.from(p.mean.data)).toEqual(Array.from(expected, (value) => expect.closeTo(value, 6)))
  expect(p.entropy[5]).toBeCloseTo(entropyOf(Array.from(p.mean.data.subarray(15, 18))), 6)
  expect(p.mutualInformation).toEqual(new Float32Array(40))
  expect(p.samples).toBeUndefined()
})

test('sampled classes: mean, entropy of the mean, and mutual information, from every sample', async () => {
  const p = await predict(classifier, inputs, { ...ask, everySample: true })
  const samples = drawn(classifier).map((outputs) => {
    const rows = Array.from({ length: 40 }, (_, i) => outputs.slice(3 * i, 3 * i + 3).map(Math.exp))
    return rows.map((row) => row.map((value) => value / row.reduce((sum, other) => sum + other, 0)))
  })
  expect(p.samples!.shape).toEqual([30, 40, 3])
  expect(Array.from(p.samples!.data)).toEqual(samples.flat(2).map((value) => expect.closeTo(value, 6)))
  for (let i = 0; i < 40; i++) {
    const mean = [0, 1, 2].map((c) => meanOf(samples.map((rows) => rows[i]![c]!)))
    expect(Array.from(p.mean.data.subarray(3 * i, 3 * i + 3))).toEqual(mean.map((value) => expect.closeTo(value, 6)))
    expect(p.entropy[i]).toBeCloseTo(entropyOf(mean), 6)
    const information = entropyOf(mean) - meanOf(samples.map((rows) => entropyOf(rows[i]!)))
    expect(p.mutualInformation[i]).toBeCloseTo(information, 6)
  }
  expect(Math.max(...p.mutualInformation)).toBeGreaterThan(0.05)
  expect(p.logits).toBeUndefined()
})

test('values: those of the full network, or mean and variance over the samples', async () => {
  const full = await predict(regressor, inputs, { task: 'regression' })
  const outputs = noGrad(() =>
    regressor.forward(tensor(inputs.data, { shape: [40, 2] }), createPass({ mode: 'evaluate' })),
  )
  expect(full).toEqual({
    mean: { data: outputs.readSync(), shape: [40, 2] },
    variance: { data: new Float32Array(80), shape: [40, 2] },
  })
  const p = await predict(regressor, inputs, { ...ask, task: 'regression', everySample: true })
  const samples = drawn(regressor)
  expect(p.samples).toEqual({ data: Float32Array.from(samples.flat()), shape: [30, 40, 2] })
  for (let i = 0; i < 80; i++) {
    const values = samples.map((sample) => sample[i]!)
    expect(p.mean.data[i]).toBeCloseTo(meanOf(values), 6)
    expect(p.variance.data[i]).toBeCloseTo(meanOf(values.map((value) => (value - meanOf(values)) ** 2)), 6)
  }
  expect(Math.max(...p.variance.data)).toBeGreaterThan(0.1)
})

test('the variance of large values that differ little is not lost in their squares', async () => {
  const model = sequential(linear(1, 1), testDropout(0.5), linear(1, 1))
  const params = { linear1: { weight: [[0]], bias: [0.5] }, linear2: { weight: [[1]], bias: [1e6] } }
  model.params = Object.fromEntries(
    Object.entries(params).map(([name, { weight, bias }]) => [name, { weight: tensor(weight), bias: tensor(bias) }]),
  )
  const p = await predict(
    model,
    { data: new Float32Array(1), shape: [1, 1] },
    { ...ask, samples: 64, task: 'regression' },
  )
  const above = p.mean.data[0]! - 1e6 // 1 where kept, 0 where dropped
  expect(above).toBeGreaterThan(0.25)
  expect(p.variance.data[0]).toBeCloseTo(above * (1 - above), 1)
})

test('batches of any size, tensors and other backends give the same bits', async () => {
  for (const task of ['classification', 'regression'] as const) {
    const whole = await predict(classifier, inputs, { ...ask, everySample: true, task: task as 'regression' })
    const options = { ...ask, everySample: true, batchSize: 7, task: task as 'regression' }
    expect(await predict(classifier, inputs, options)).toEqual(whole)
    const there = tensor(inputs.data, { shape: inputs.shape, backend: referenceBackend() })
    expect(await predict(classifier, there, options)).toEqual(whole)
  }
})

test('no examples give empty results of the right shape', async () => {
  const none = { data: new Float32Array(0), shape: [0, 2] }
  const empty = new Float32Array(0)
  const empties = { data: empty, shape: [0, 3] }
  const events: PassProgress[] = []
  const onProgress = (event: PassProgress) => void events.push(event)
  expect(await predict(classifier, none, { ...ask, everySample: true, onProgress })).toEqual({
    predicted: new Int32Array(0),
    mean: empties,
    entropy: empty,
    mutualInformation: empty,
    standardError: empty,
    sampleCounts: new Int32Array(0),
    full: { predicted: new Int32Array(0), mean: empties, entropy: empty, logits: empties },
    samples: { data: empty, shape: [30, 0, 3] },
  })
  expect(await predict(regressor, none, { task: 'regression' })).toEqual({
    mean: { data: empty, shape: [0, 2] },
    variance: { data: empty, shape: [0, 2] },
  })
  expect(events).toEqual([])
})

test('what the model makes no number of stays visible', async () => {
  const ratio: Layer = { ...plainLayer('ratio', undefined), outputShape: (shape) => shape, forward: (x) => div(x, x) }
  const given = { data: Float32Array.of(1, 2, 0, 4), shape: [2, 2] }
  const { predicted, mean, entropy, mutualInformation, predictedNames } = await predict(ratio, given, {
    classNames: ['leek', 'kale'],
  })
  expect([predicted[1], mean.data[2], entropy[1], mutualInformation[1]]).toEqual([
    -1,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ])
  expect([predicted[0], predictedNames![1], entropy[0]! > 0]).toEqual([0, '', true])
  const values = await predict(ratio, given, { task: 'regression' })
  expect([values.mean.data[2], values.variance.data[2]]).toEqual([Number.NaN, Number.NaN])
})

test('it says how far it is, can be stopped between passes, and leaves nothing behind', async () => {
  const events: PassProgress[] = []
  await predict(classifier, inputs, {
    samples: 2,
    key: key(1),
    batchSize: 25,
    onProgress: (event) => void events.push(event),
  })
  // In each of two batches the full network and two samples.
  expect(events).toEqual([1, 2, 3, 4, 5, 6].map((done) => ({ done, passes: 6 })))
  const before = reference.memory().buffers
  const stop = new AbortController()
  const reason = new Error('enough')
  let done = 0
  const onProgress = (event: PassProgress) => {
    done = event.done
    if (done === 3) stop.abort(reason)
  }
  await expect(predict(classifier, inputs, { ...ask, signal: stop.signal, onProgress })).rejects.toBe(reason)
  expect(done).toBe(3)
  await expect(predict(regressor, inputs, { task: 'regression', signal: { aborted: true } })).rejects.toThrow(
    'predict was stopped by its signal',
  )
  expect(reference.memory().buffers).toBe(before)
})

test('a timer gets its turn while many samples are drawn, and can stop them', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort())
  await expect(predict(classifier, inputs, { samples: 20_000, key: key(1), signal: stop.signal })).rejects.toThrow(
    'This operation was aborted',
  )
})

test('what does not fit is refused with a sentence', async () => {
  const refused = (promise: Promise<unknown>) => expect(promise).rejects
  await refused(predict(classifier, inputs, { samples: 3 })).toThrow(
    'predict was given 3 samples without a key; add { key: key(7) }.',
  )
  await refused(predict(classifier, inputs, { samples: -1 })).toThrow(
    'predict was given samples -1; it takes an integer from 0.',
  )
  await refused(predict(classifier, inputs, { batchSize: 0 })).toThrow('predict was given batchSize 0')
  await refused(predict(classifier, inputs, { task: 'values' as never })).toThrow(
    `predict was given task "values"; it takes 'classification', 'binary' or 'regression'.`,
  )
  await refused(predict(built(1), inputs)).toThrow(
    "the model gives [1] per example; it takes [classes], from 2. For one logit write { task: 'binary' }, for a model of numbers { task: 'regression' }.",
  )
  await refused(predict(linear(2, 2), inputs)).toThrow('a model without parameters yet; train it with fit')
  await refused(predict(classifier, { data: new Float32Array(6), shape: [2, 3] })).toThrow(
    'linear(2, 12) takes [batch, 2], but was given [batch, 3]',
  )
  await refused(predict(classifier, tensor(3))).toThrow('inputs are [n, …]')
  const lying = { ...linear(2, 2), outputShape: () => [3] }
  init(lying, key(1))
  lying.forward = (x) => x
  await refused(predict(lying, inputs)).toThrow('The model gave [40, 2] where its outputShape announces [40, 3]')
})

test('the task says what comes back', () => {
  const kinds = () =>
    [
      predict(classifier, inputs),
      predict(classifier, inputs, { task: 'classification', ...ask }),
      predict(classifier, inputs, { task: 'regression', ...ask }),
    ] as const
  expectTypeOf<ReturnType<typeof kinds>>().toEqualTypeOf<
    readonly [Promise<ClassPrediction>, Promise<ClassPrediction>, Promise<ValuePrediction>]
  >()
  // @ts-expect-error: values have no entropy
  const wrong = async () => (await predict(classifier, inputs, { task: 'regression' })).entropy
  expect(wrong).toBeTypeOf('function')
})

test('a data set in the place of its inputs is refused', async () => {
  const model = linear(2, 2)
  init(model, key(1))
  const data = twoMoons({ size: 3, key: key(2) })
  await expect(predict(model, data as never)).rejects.toThrow(
    'predict was given inputs whose name is no array { data, shape } and no tensor; of a data set give its inputs',
  )
})

test.each<[unknown, string]>([
  [[[1, 2]], 'The inputs of predict are a plain list; write { data: Float32Array.from(list.flat()), shape: [1, 2] }.'],
  [{ data: [1, 2], shape: [1, 2] }, 'write { data: Float32Array.from(list), shape: [1, 2] }.'],
  [{ data: Uint8Array.of(1, 2), shape: [1, 2] }, 'The inputs of predict are bytes (Uint8Array); divide them by 255'],
  [{ data: Float64Array.of(1, 2), shape: [1, 2] }, 'are a Float64Array; write Float32Array.from(data).'],
  [{ data: Float32Array.of(1, 2), shape: [2, 2] }, 'have the shape [2, 2], but 2 values'],
  [{ data: Float32Array.of(1, 2), shape: [-2, 2] }, 'have the shape [-2,2]; it is a list of lengths'],
  [{ data: Float32Array.of(1, 2), shape: [2] }, 'the shape of one example of 2 features is [1, 2].'],
])('inputs that are no array of numbers are refused with what to write (%#)', async (given, message) => {
  const model = linear(2, 2)
  init(model, key(1))
  await expect(predict(model, given as never)).rejects.toThrow(message)
})

test('samples of a model whose keep follows a schedule are those of a moment, which must be said', async () => {
  const build = (keep: Schedule) => {
    const model = sequential(linear(2, 12), testDropout(keep), linear(12, 3))
    init(model, key(4))
    return model
  }
  const falling = build(withSettings({ name: 'falling' }, ({ step, steps }: Moment) => 1 - step / steps))
  await expect(predict(falling, inputs, ask)).rejects.toThrow(
    'predict was given samples of a model in which thin1/keep follows a schedule, but no moment of it; add',
  )
  const { mean } = await predict(falling, inputs, { ...ask, moment: { step: 3, steps: 4, epoch: 0 } })
  expect(mean.data).toEqual((await predict(build(0.25), inputs, ask)).mean.data)
  expect((await predict(falling, inputs)).mean.data).toEqual((await predict(build(0.25), inputs)).mean.data)
})

test('the predicted classes are the most probable ones, by name where the classes have names', async () => {
  const model = linear(2, 3)
  init(model, key(1))
  const inputs = { data: Float32Array.of(1, 2, -3, 4, 5, 0), shape: [3, 2] }
  const { predicted, mean, predictedNames } = await predict(model, inputs, { classNames: ['leek', 'kale', 'corn'] })
  const best = (row: number) => {
    const probabilities = Array.from(mean.data.slice(3 * row, 3 * row + 3))
    return probabilities.indexOf(Math.max(...probabilities))
  }
  expect(predicted).toEqual(Int32Array.of(best(0), best(1), best(2)))
  expect(predictedNames).toEqual([...predicted].map((label) => ['leek', 'kale', 'corn'][label]))
  expect(await predict(model, inputs)).not.toHaveProperty('predictedNames')
  await expect(predict(model, inputs, { classNames: ['leek'] })).rejects.toThrow(
    'predict was given 1 classNames, but the model has 3 classes; give the classNames of its training data, one for each class.',
  )
})
