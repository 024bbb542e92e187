import {
  asSource,
  augment,
  augmentedSource,
  digits,
  friedman1,
  rotate,
  splitDataset,
  standardizeArrays,
  take,
  twoMoons,
} from '@thinned/data'
import {
  conformalIntervals,
  conformalSets,
  gaussianNoise,
  isotonicScaling,
  type Scaling,
  scalingFromState,
  temperatureScaling,
  vectorScaling,
} from '@thinned/metrics'
import { flatten, init, type Layer, layerFactories, linear, mixture, relu, sequential } from '@thinned/nn'
import { key, permutation } from '@thinned/rng'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { calibrate, fit, loadModel, predict, predictionBatch, saveModel, sgd, TrainError } from '../index.ts'

const moons = twoMoons({ size: 120, key: key(1) })
const { train, heldOut } = splitDataset(moons, { train: 60, heldOut: 60 }, key(2))
const numbers = splitDataset(friedman1({ size: 120, key: key(1) }), { train: 60, heldOut: 60 }, key(2))

const network = (inputs: number, outputs: number): Layer =>
  sequential(linear(inputs, 8), relu(), testDropout(0.5), linear(8, outputs))

function ready<Model extends Layer>(model: Model): Model {
  init(model, key(4))
  return model
}

async function trained(model: Layer = network(2, 2), data: object = train, loss = 'crossEntropy'): Promise<Layer> {
  const options = { loss, epochs: 1, batchSize: 20, optimizer: sgd({ learningRate: 0.01 }), key: key(3) }
  await fit(model, { data: { train: data }, ...options } as never)
  return model
}

const temperature = { with: temperatureScaling() }
const sampled = { samples: 10, key: key(7) }

test('it fits what predict gives for the held-out rows, of the full network and of the mean over samples', async () => {
  const model = await trained()
  const labels = heldOut.targets.data
  const classes = 2
  const full = await predict(model, heldOut.inputs)
  const mean = await predict(model, heldOut.inputs, sampled)
  const ofFull = await calibrate(model, heldOut, temperature)
  expect(ofFull.prediction).toEqual(full)
  const named = await calibrate(model, { ...heldOut, classNames: ['upper', 'lower'] } as never, temperature)
  expect((named.prediction as typeof full).predictedNames).toHaveLength(60)
  const { data: logits } = full.logits!
  expect(ofFull.fitted.state).toEqual(temperatureScaling().fit({ logits, classes, labels }).state)
  const ofMean = await calibrate(model, asSource(heldOut), { ...temperature, ...sampled })
  expect(ofMean.prediction).toEqual(mean)
  const probabilities = mean.mean.data
  expect(ofMean.fitted.state).toEqual(temperatureScaling().fit({ probabilities, classes, labels }).state)
})

const scalings: readonly (() => Scaling)[] = [temperatureScaling, vectorScaling, isotonicScaling]
const ways = {
  'the full network': {},
  samples: sampled,
  'a tolerance': { tolerance: 0.05, maxSamples: 50, key: key(7) },
}

test.for(Object.keys(ways) as (keyof typeof ways)[])('everything that classes take is fitted on %s', async (way) => {
  const model = await trained()
  const options = ways[way]
  const batch = predictionBatch(await predict(model, heldOut.inputs, options))
  for (const scaling of scalings) {
    const { fitted } = await calibrate(model, heldOut, { with: scaling(), ...options })
    expect(fitted.apply(batch).probabilities).toHaveLength(120)
  }
  for (const score of ['thr', 'aps', 'raps', 'normalized'] as const) {
    const more = { normalized: { floor: 0.1 }, raps: { kReg: 1 }, aps: { key: key(5) }, thr: {} }[score]
    const { fitted } = await calibrate(model, heldOut, {
      with: conformalSets({ alpha: 0.1, score, ...more }),
      ...options,
    })
    const { mask } = fitted.sets(batch)
    const covered = heldOut.targets.data.filter((label, row) => mask[2 * row + label] === 1).length
    expect(covered, score).toBeGreaterThanOrEqual(score === 'aps' ? 48 : 54)
  }
})

test.for(Object.keys(ways) as (keyof typeof ways)[])('everything that numbers take is fitted on %s', async (way) => {
  const model = await trained(network(10, 1), numbers.train, 'mse')
  const options = { task: 'regression', ...ways[way] } as const
  const data = numbers.heldOut
  const { fitted, prediction } = await calibrate(model, data, { with: gaussianNoise(), ...options })
  const targets = data.targets.data
  const samples = (prediction.samples ?? prediction.mean).data
  expect(fitted.state).toEqual(gaussianNoise().fit({ samples, targets }).state)
  expect(prediction.samples?.shape).toEqual(way === 'samples' ? [10, ...prediction.mean.shape] : undefined)
  for (const score of ['absolute', 'normalized'] as const) {
    const interval = conformalIntervals({ alpha: 0.1, score, ...(score === 'normalized' ? { floor: 0.5 } : {}) })
    const { low, high } = (await calibrate(model, data, { with: interval, ...options })).fitted.intervals(
      predictionBatch(prediction),
    )
    expect(targets.filter((target, i) => low[i]! <= target && target <= high[i]!).length).toBeGreaterThanOrEqual(54)
  }
})

test('one logit is calibrated as that of two classes, and members of a mixture as samples', async () => {
  const binary = {
    ...heldOut,
    classes: undefined,
    targets: { data: Float32Array.from(heldOut.targets.data), shape: [60, 1] },
  }
  const model = ready(network(2, 1))
  const { prediction, fitted } = await calibrate(model, binary as never, { ...temperature, task: 'binary' })
  expect([prediction.mean.shape, fitted.state.classes]).toEqual([[60, 2], 2])
  const members = ready(mixture([network(10, 1), network(10, 1)], { task: 'regression' }))
  const together = await calibrate(members, numbers.heldOut, { task: 'regression', with: gaussianNoise() })
  expect(together.prediction.samples?.shape).toEqual([2, 60, 1])
  const upTo = { task: 'regression', with: gaussianNoise(), tolerance: 0.5, maxSamples: 20, key: key(7) } as const
  expect((await calibrate(members, numbers.heldOut, upTo)).prediction.samples).toBeUndefined()
})

test('an object of the user is given the batch, and may take its time', async () => {
  const model = ready(network(2, 2))
  const { fitted } = await calibrate(model, heldOut, {
    with: {
      fit: async ({ labels, probabilities, uncertainty, predicted, mutualInformation }) => ({
        labels,
        lengths: [probabilities, uncertainty, predicted, mutualInformation].map(({ length }) => length),
      }),
    },
    ...sampled,
  })
  expect(fitted).toEqual({ labels: heldOut.targets.data, lengths: [120, 60, 60, 60] })
})

test('the rows of the training are refused: the same data, equal contents, shuffled copies and parts', async () => {
  const model = await trained()
  const source = asSource(train)
  const copy = { ...train, inputs: { ...train.inputs, data: train.inputs.data.slice() } }
  for (const data of [train, copy, source]) {
    const fitting = calibrate(model, data, temperature)
    await expect(fitting).rejects.toThrow(
      /calibrate was given two moons \(train\) as held-out data, but the model was trained on it.*splitDataset/,
    )
    await expect(fitting).rejects.toBeInstanceOf(TrainError)
  }
  const rows = permutation(key(8), 60)
  for (const data of [take(train, rows), take(train, rows.subarray(20)), asSource(take(train, rows))])
    await expect(calibrate(model, data, temperature)).rejects.toThrow(
      /rows of two moons \(train\).*of which \d\d stand in/,
    )
  const mixed = { ...moons, ...take(moons, permutation(key(9), 120)) }
  await expect(calibrate(model, mixed, temperature)).resolves.toBeDefined()
  await expect(calibrate(model, heldOut, temperature)).resolves.toBeDefined()
  await expect(calibrate(model, train, { ...temperature, allowTrainingRows: true })).resolves.toBeDefined()
})

test('every training of every part counts', async () => {
  const model = sequential(linear(2, 2))
  await trained(model)
  await trained(model, heldOut)
  const whole = mixture([await trained(network(2, 2), heldOut), ready(network(2, 2))])
  const onTop = sequential(model, ready(linear(2, 2)))
  for (const each of [model, whole, onTop])
    await expect(calibrate(each, heldOut, temperature)).rejects.toThrow('the model was trained on it')
  await expect(calibrate(whole, train, temperature)).resolves.toBeDefined()
})

test('an augmented source is checked by the rows that it augments', async () => {
  const images = digits({ size: 40, key: key(1) })
  const model = await trained(network(2, 2))
  const train = augmentedSource(images, augment([rotate({ degrees: 10 })]))
  const data = { ...heldOut }
  await expect(calibrate(model, data, { ...temperature, train: train as never })).resolves.toBeDefined()
  const flat = sequential(flatten(), network(784, 10))
  await trained(flat, train)
  await expect(calibrate(flat, images as never, temperature)).rejects.toThrow('of which 40 stand in')
})

test('of a loaded model, train says what it was trained on', async () => {
  const { model } = loadModel(await saveModel(await trained(sequential(linear(2, 2)))), { layers: layerFactories })
  await expect(calibrate(model as Layer, train, temperature)).resolves.toBeDefined()
  await expect(calibrate(model as Layer, train, { ...temperature, train })).rejects.toThrow(
    'the model was trained on it',
  )
  await expect(calibrate(model as Layer, heldOut, { ...temperature, train })).resolves.toBeDefined()
})

test('what was fitted is saved in the file of its model', async () => {
  const model = await trained(sequential(linear(2, 2)))
  const { fitted } = await calibrate(model, heldOut, temperature)
  const { metadata } = loadModel(await saveModel(model, { metadata: { scaling: fitted.state } }), {
    layers: layerFactories,
  })
  expect(scalingFromState(metadata!['scaling'] as never).state).toEqual(fitted.state)
})

test('rows of few values, which new data has too, are no rows of the training', async () => {
  const coins = (from: number) => ({
    name: 'coins',
    inputs: { data: Float32Array.from({ length: 80 }, (_, i) => ((i + from) >> 1) % 2), shape: [40, 2] },
    targets: { data: Int32Array.from({ length: 40 }, (_, i) => (i + from) % 2), shape: [40] },
    classes: 2,
  })
  const model = await trained(network(2, 2), coins(0))
  await expect(calibrate(model, coins(1), temperature)).resolves.toBeDefined()
})

test('what does not fit is refused with a sentence', async () => {
  const model = ready(network(2, 2))
  const wrong =
    (data: object, options: object = temperature, of: Layer = model) =>
    () =>
      calibrate(of, data as never, options as never)
  const cases: [() => Promise<unknown>, RegExp][] = [
    [wrong(heldOut, {}), /calibrate was given no with; it takes a scaling/],
    [wrong(heldOut, { with: temperatureScaling }), /Call it with what it takes, as in temperatureScaling\(\)/],
    [
      wrong(heldOut, { with: gaussianNoise() }),
      /task 'classification' gives { probabilities, .*, labels }, failed: .*targets/,
    ],
    [wrong(heldOut, { with: conformalSets({ alpha: 0.01 }) }), /failed: conformalSets was given 60 rows/],
    [wrong(heldOut.inputs), /heldOut/],
    [wrong(take(heldOut, [])), /without examples/],
    [wrong({ ...heldOut, classes: 3 }), /has 3 classes, but the model tells 2 apart/],
    [wrong({ ...numbers.heldOut, inputs: heldOut.inputs }), /has numbers as targets.*task: 'regression'/],
    [wrong(heldOut, { with: gaussianNoise(), task: 'regression' }), /has 2 classes, but the task is 'regression'/],
    [
      wrong({ ...numbers.heldOut, inputs: heldOut.inputs }, { with: gaussianNoise(), task: 'regression' }),
      /predicted with \[2\] numbers/,
    ],
    [wrong({ ...heldOut, targets: { a: heldOut.targets } }), /has several targets, a/],
    [wrong(heldOut, { ...temperature, samples: 10 }), /without a key/],
    [wrong(heldOut, { ...temperature, everySample: true }), /everySample is not an option of calibrate/],
    [
      wrong(
        { ...heldOut, classes: undefined, targets: { data: new Float32Array(60).fill(0.5), shape: [60] } },
        { ...temperature, task: 'binary' },
        ready(network(2, 1)),
      ),
      /targets other than 0 and 1/,
    ],
  ]
  for (const [call, message] of cases) await expect(call()).rejects.toThrow(message)
})

test('quantiles of predicted noise are fitted, in the units of the targets before they were scaled', async () => {
  const scaler = standardizeArrays({ of: 'targets' }).fit(numbers.train)
  const model = await trained(network(10, 2), scaler.apply(numbers.train), 'gaussianNll')
  const options = { task: 'regression', noise: 'predicted', level: 0.9, targetScaler: scaler, ...sampled } as const
  const interval = conformalIntervals({ alpha: 0.1, score: 'quantile' })
  const { fitted, prediction } = await calibrate(model, scaler.apply(numbers.heldOut), { with: interval, ...options })
  const { low, high } = fitted.intervals(predictionBatch(prediction))
  const targets = numbers.heldOut.targets.data
  const inside = targets.filter((target, i) => low[i]! - 1e-4 <= target && target <= high[i]! + 1e-4)
  expect([54, 55, 56]).toContain(inside.length)
})

test('predictionBatch takes what the full network says beside samples, and nothing but predictions', async () => {
  const model = ready(network(2, 2))
  const p = await predict(model, heldOut.inputs, sampled)
  expect(predictionBatch(p.full!)).toEqual(predictionBatch(await predict(model, heldOut.inputs)))
  const values = await predict(model, heldOut.inputs, { task: 'regression', ...sampled })
  const alone = await predict(model, heldOut.inputs, { task: 'regression' })
  expect(predictionBatch(values.full!)).toEqual(predictionBatch(alone))
  expect(() => predictionBatch(predict(model, heldOut.inputs) as never)).toThrow('predictionBatch(await predict')
})

test('a training source that fails or waits does not hold it up', async () => {
  const model = await trained(network(2, 2))
  const source = asSource(moons)
  const failing = {
    ...source,
    fetch: async () => {
      throw new Error('The disk is gone')
    },
  }
  const failed = calibrate(model, heldOut, { ...temperature, train: failing as never })
  await expect(failed).rejects.toThrow('The comparison with the training data two moons failed: The disk is gone.')
  const controller = new AbortController()
  const waiting = { ...source, fetch: () => new Promise(() => controller.abort(new Error('enough'))) }
  const stopped = calibrate(model, heldOut, { ...temperature, train: waiting as never, signal: controller.signal })
  await expect(stopped).rejects.toThrow('enough')
})

test('a signal stops it', async () => {
  const controller = new AbortController()
  controller.abort(new Error('enough'))
  const model = await trained(network(2, 2))
  await expect(calibrate(model, heldOut, { ...temperature, signal: controller.signal })).rejects.toThrow('enough')
})
