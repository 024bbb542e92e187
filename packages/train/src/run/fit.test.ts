import { asSource, type Dataset, twoMoons } from '@thinned/data'
import {
  flattenParams,
  type Layer,
  linear,
  losses,
  type Moment,
  relu,
  type Schedule,
  sequential,
  withSettings,
} from '@thinned/nn'
import { key } from '@thinned/rng'
import { mul, reference, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { maxNorm } from '../constraints/index.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import type { Objective } from '../evaluate/objective.ts'
import { adam, sgd } from '../optimizers/index.ts'
import { predict } from '../predict/predict.ts'
import { cosine, reduceOnPlateau } from '../schedules/index.ts'
import { clipNorm } from '../updates/clip-norm.ts'
import { fit } from './fit.ts'
import type { FitOptions, FitResult } from './fit-options.ts'

const train = twoMoons({ size: 70, key: key(1) })
const validation = twoMoons({ size: 40, key: key(2) })
const build = () => sequential(linear(2, 12), relu(), testDropout(0.7), linear(12, 2))
const settings: FitOptions = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 4,
  batchSize: 16,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  constraint: maxNorm(1.5),
  l2: 1e-3,
  clipNorm: 5,
  key: key(42),
}
const weights = (model: Layer) => Object.values(flattenParams(model.params)).map((parameter) => parameter.readSync())
const timeless = ({ history }: FitResult) => history.map(({ seconds, examplesPerSecond, ...rest }) => rest)

test('the same key gives the same bits, another key others, and every column of the history is there', async () => {
  const [a, b, c] = [build(), build(), build()]
  const first = await fit(a, settings)
  const second = await fit(b, settings)
  await fit(c, { ...settings, key: key(43) })
  expect(weights(a)).toEqual(weights(b))
  expect(timeless(first)).toEqual(timeless(second))
  expect(weights(a)).not.toEqual(weights(c))
  expect(first).toMatchObject({ stopped: 'finished', steps: 20 })
  const last = first.history[3]!
  expect(last).toMatchObject({ epoch: 3, keep: { thin1: 0.7 }, gap: last.validationError! - last.error })
  const full = await evaluate(a, train)
  expect([last.loss, last.error]).toEqual([full.loss, full.error])
  expect(last.thinnedLoss).not.toBe(last.loss)
  expect(last.loss).toBeLessThan(first.history[0]!.loss)
})

test('resumed from any step, a run ends in the same bits', async () => {
  const whole = memoryStore()
  const model = build()
  const options = { ...settings, optimizer: adam({ learningRate: 0.01 }), earlyStopping: { patience: 3 } }
  const run = await fit(model, { ...options, checkpoint: { store: whole, everySteps: 1 } })
  expect(whole.saved.length).toBe(20)
  for (const stop of [0, 3, 4, 11, 18]) {
    const resumed = build()
    const store = memoryStore()
    store.saved.push(whole.saved[stop]!)
    const rest = await fit(resumed, { ...options, resume: true, checkpoint: { store } })
    expect(weights(resumed)).toEqual(weights(model))
    expect(timeless(rest)).toEqual(timeless(run))
    expect(rest.bestEpoch).toBe(run.bestEpoch)
  }
})

test('a checkpoint of another run is refused with every difference named', async () => {
  const store = memoryStore()
  await fit(build(), { ...settings, epochs: 1, checkpoint: { store } })
  const resume = (changed: Partial<FitOptions>, model: Layer = build()) =>
    fit(model, { ...settings, epochs: 1, ...changed, resume: true, checkpoint: { store } })
  await expect(resume({ batchSize: 8, key: key(1) })).rejects.toThrow(
    'belongs to another run: key was [0,42] and is [0,1]; batchSize was 16 and is 8.',
  )
  await expect(resume({ data: { train: validation, validation } })).rejects.toThrow('training data was "')
  await expect(resume({}, sequential(linear(2, 12), relu(), testDropout(0.6), linear(12, 2)))).rejects.toThrow(
    'another run: model.children.thin1.keep was 0.7 and is 0.6. Give',
  )
  await expect(resume({ optimizer: sgd({ learningRate: cosine({ initial: 0.1 }), momentum: 0.9 }) })).rejects.toThrow(
    'optimizer.learningRate was 0.1 and is {"name":"cosine","initial":0.1,"final":0}',
  )
  store.saved.push(new Uint8Array(4))
  await expect(resume({})).rejects.toThrow('has at least 8 bytes')
})

test('settings that JSON has no number for are compared as well', async () => {
  const store = memoryStore()
  const unlimited = { ...settings, epochs: 1, clipNorm: Infinity, checkpoint: { store } }
  await fit(build(), unlimited)
  expect(await fit(build(), { ...unlimited, resume: true })).toMatchObject({ stopped: 'finished' })
})

test("functions of the user's own are told apart by their settings, where they have them", async () => {
  const objective =
    (weight: number): Objective =>
    (forward, { inputs, targets }) =>
      mul(losses.crossEntropy(forward(inputs), targets), weight)
  const halving: Schedule = ({ epoch }) => 0.1 / (epoch + 1)
  const options = (loss: FitOptions['loss'], learningRate: Schedule): FitOptions => ({
    ...settings,
    epochs: 1,
    loss,
    optimizer: sgd({ learningRate }),
  })
  const resumed = async (first: FitOptions, second: FitOptions) => {
    const store = memoryStore()
    await fit(build(), { ...first, checkpoint: { store } })
    return fit(build(), { ...second, checkpoint: { store }, resume: true })
  }
  const half = (weight: number) => withSettings({ name: 'weighted', weight }, objective(weight))
  const falling = (power: number) => withSettings({ name: 'falling', power }, (at: Moment) => halving(at) / power)
  expect(await resumed(options(half(0.5), falling(2)), options(half(0.5), falling(2)))).toMatchObject({ steps: 5 })
  await expect(resumed(options(half(0.5), falling(2)), options(half(0.25), falling(3)))).rejects.toThrow(
    'another run: loss.weight was 0.5 and is 0.25; optimizer.learningRate.power was 2 and is 3. Give',
  )
  expect(
    await resumed(
      options(objective(0.5), halving),
      options(objective(0.25), () => 0.3),
    ),
  ).toMatchObject({ steps: 5 })
  await expect(resumed(options(objective(0.5), halving), options('crossEntropy', 0.1))).rejects.toThrow(
    'loss was "a function without settings" and is {"name":"crossEntropy"}; optimizer.learningRate was "a function without settings" and is 0.1',
  )
})

test('an aborted run leaves its checkpoint, and goes on from it', async () => {
  const [whole, model] = [build(), build()]
  await fit(whole, settings)
  const store = memoryStore()
  const stop = new AbortController()
  const run = await fit(model, {
    ...settings,
    checkpoint: { store },
    signal: stop.signal,
    callbacks: [{ step: ({ step }) => void (step === 7 && stop.abort()) }],
  })
  expect(run).toMatchObject({ stopped: 'aborted', steps: 7 })
  const resumed = build()
  await fit(resumed, { ...settings, resume: true, checkpoint: { store } })
  expect(weights(resumed)).toEqual(weights(whole))
})

test('early stopping waits for its patience and puts the best weights back', async () => {
  const model = build()
  const seen: number[] = []
  const run = await fit(model, {
    ...settings,
    epochs: 40,
    optimizer: sgd({ learningRate: 0.5, momentum: 0.9 }),
    earlyStopping: { patience: 2 },
    callbacks: [{ epoch: ({ record }) => void seen.push(record.validationLoss!) }],
  })
  const best = seen.indexOf(Math.min(...seen))
  expect(run).toMatchObject({ stopped: 'early', bestEpoch: best })
  expect(run.history.length).toBe(best + 3)
  expect((await evaluate(model, validation)).loss).toBe(seen[best])
})

test('a loss that is not finite stops the run: which step, where, what to try', async () => {
  await expect(
    fit(build(), {
      ...settings,
      clipNorm: 1e9,
      constraint: { ...maxNorm(1), apply: () => {} },
      optimizer: sgd({ learningRate: 1e30 }),
    }),
  ).rejects.toThrow(
    /The loss at step \d+ is (NaN|Infinity|-Infinity); (the parameter linear\d\/\w+ holds values|the output of the layer \w+ is the first).* Try a smaller learning rate/,
  )
  const broken: Dataset = {
    ...train,
    inputs: { ...train.inputs, data: train.inputs.data.with(3, Number.NaN) as Float32Array },
  }
  await expect(fit(build(), { ...settings, data: { train: asSource(broken) } })).rejects.toThrow(
    'the inputs of the batch hold values that are not finite',
  )
})

test('the norm of all gradients together is limited', () => {
  const gradients = { a: tensor([3], { dtype: 'float64' }), b: tensor([[4]], { dtype: 'float64' }) }
  expect(Object.values(clipNorm(gradients, 1)).map((gradient) => gradient.readSync()[0])).toEqual([
    expect.closeTo(0.6, 12),
    expect.closeTo(0.8, 12),
  ])
  expect(clipNorm(gradients, 6)['a']!.readSync()[0]).toBe(3)
})

test('a run leaves nothing behind but the parameters', async () => {
  const before = reference.memory().buffers
  const model = build()
  await fit(model, { ...settings, earlyStopping: { patience: 1 }, checkpoint: { store: memoryStore(), everySteps: 2 } })
  await predict(model, validation.inputs, { samples: 2, key: key(0) })
  expect(reference.memory().buffers - before).toBe(Object.keys(flattenParams(model.params)).length)
})

test('what is monitored is never NaN: the run ends at the first measurement, and keeps its weights', async () => {
  const broken = { ...validation, inputs: { ...validation.inputs, data: validation.inputs.data.with(37, Number.NaN) } }
  const data = { train, validation: asSource(broken as Dataset) }
  const store = memoryStore()
  for (const monitored of [
    { earlyStopping: { patience: 2 } },
    { checkpoint: { store, best: {} } },
    { optimizer: sgd({ learningRate: reduceOnPlateau({ initial: 0.1 }) }) },
  ]) {
    const model = build()
    await expect(fit(model, { ...settings, data, ...monitored })).rejects.toThrow(
      /validationLoss.* is NaN.* Look for values that are not finite in the validation data/,
    )
    expect(weights(model)[0]!.some((weight) => weight !== 0)).toBe(true)
  }
  expect([store.saved.length, store.siblings.size]).toEqual([1, 0])
  const { history } = await fit(build(), { ...settings, data, epochs: 1 })
  expect(history[0]!.validationLoss).toBeNaN()
})
