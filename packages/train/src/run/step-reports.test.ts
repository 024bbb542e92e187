import { twoMoons } from '@thinned/data'
import { flattenParams, type Layer, linear, losses, plainLayer, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { add, alias, div, mul, reference, scope, square, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { center } from '../../test/center.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

const train = twoMoons({ size: 70, key: key(1) })
const validation = twoMoons({ size: 40, key: key(2) })
const settings: FitOptions = {
  data: { train },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 16,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  key: key(42),
}
const tensors = (model: Layer) => [model.params, model.state].flatMap((held) => Object.values(flattenParams(held)))
const values = (model: Layer) => tensors(model).map((tensor) => tensor.readSync())

/** A linear layer that asks for small weights: reports strength · Σ w², from within a scope of its own. */
function penalized(strength: number, report = true): Layer<2, 8> {
  const layer = linear(2, 8)
  const { forwardFused } = layer
  layer.forwardFused = (x, pass, epilogue, params = layer.params) =>
    scope(() => {
      if (report && pass.mode === 'train')
        pass.report('penalty', mul(sum(square(params['weight'] as Tensor)), strength))
      return forwardFused!(x, pass, epilogue, params)
    })
  return layer
}

const weightOf = (model: Layer) => flattenParams(model.params)['linear1/weight']!

test('penalties are added to the loss of a step, and stand beside it', async () => {
  const [reported, byHand] = [true, false].map((report) => sequential(penalized(0.25, report), relu(), linear(8, 2)))
  const run = await fit(reported!, settings)
  const loss: FitOptions['loss'] = (forward, { inputs, targets }) =>
    add(losses.crossEntropy(forward(inputs), targets), mul(sum(square(weightOf(byHand!))), 0.25))
  const other = await fit(byHand!, { ...settings, loss })
  expect(values(reported!)).toEqual(values(byHand!))
  const [record, whole] = [run.history[1]!, other.history[1]!]
  expect(record.penalty).toBeGreaterThan(0.01)
  expect(record.runningLoss + record.penalty!).toBeCloseTo(whole.runningLoss, 5)
  expect(record.loss).toBe((await evaluate(reported!, train)).loss)
  expect(whole).not.toHaveProperty('penalty')
})

test('an objective that runs the model several times has the mean of their penalties', async () => {
  const build = () => sequential(penalized(0.25), relu(), linear(8, 2))
  const twice: FitOptions['loss'] = (forward, { inputs, targets }) =>
    mul(add(losses.crossEntropy(forward(inputs), targets), losses.crossEntropy(forward(inputs), targets)), 0.5)
  const [once, both] = [build(), build()]
  const first = await fit(once, settings)
  const second = await fit(both, { ...settings, loss: twice })
  expect(second.history[1]!.penalty).toBeCloseTo(first.history[1]!.penalty!, 5)
})

const build = () => sequential(linear(2, 12), relu(), center(12), testDropout(0.7), linear(12, 2))

test('a resumed run with batch statistics ends in the same bits, from every step', async () => {
  const whole = memoryStore()
  const model = build()
  const options = { ...settings, data: { train, validation }, earlyStopping: { patience: 3 } }
  const run = await fit(model, { ...options, checkpoint: { store: whole, everySteps: 1 } })
  expect(whole.saved.length).toBe(10)
  expect(values(model).length).toBe(5)
  expect(values(model)[4]!.some((mean) => mean !== 0)).toBe(true)
  for (const stop of [0, 4, 6]) {
    const resumed = build()
    const checkpoint = { store: memoryStore(whole.saved[stop]!) }
    const rest = await fit(resumed, { ...options, resume: true, checkpoint })
    expect(values(resumed)).toEqual(values(model))
    expect(rest.history[1]!.validationLoss).toBe(run.history[1]!.validationLoss)
  }
})

test('the best weights come back with the state that was theirs', async () => {
  const model = build()
  const seen: number[] = []
  const run = await fit(model, {
    ...settings,
    data: { train, validation },
    epochs: 60,
    optimizer: sgd({ learningRate: 0.7, momentum: 0.9 }),
    earlyStopping: { patience: 2 },
    callbacks: [{ epoch: ({ record }) => void seen.push(record.validationLoss!) }],
  })
  expect(run.stopped).toBe('early')
  expect((await evaluate(model, validation)).loss).toBe(Math.min(...seen))
})

test('the running mean follows the batches: after one step it is a tenth of the batch mean', async () => {
  const model = sequential(center(2), linear(2, 2))
  await fit(model, { ...settings, epochs: 1, batchSize: 70 })
  const [mean] = Object.values(flattenParams(model.state))
  const { data } = train.inputs
  const of = (column: number) => data.filter((_, i) => i % 2 === column).reduce((total, x) => total + x, 0) / 70
  expect([...mean!.readSync()]).toEqual([expect.closeTo(0.1 * of(0), 6), expect.closeTo(0.1 * of(1), 6)])
})

const saying = (kind: string, value: () => unknown): Layer => ({
  ...plainLayer('saying', undefined),
  outputShape: (input) => input,
  forward: (x, pass) => {
    if (pass.mode === 'train') pass.report(kind, value())
    return alias(x)
  },
})

test('what cannot be a penalty or a state is refused', async () => {
  const refused = (layer: Layer) => expect(fit(sequential(layer, linear(2, 2)), settings)).rejects
  await refused(saying('penalty', () => 3)).toThrow('The layer saying1 reported the penalty 3; a penalty is a scalar')
  await refused(saying('penalty', () => tensor([1]))).toThrow('reported the penalty Tensor float32 [1] on reference')
  await refused(saying('state', () => ({ mean: tensor([1]) }))).toThrow(
    'The state saying1/mean was reported, but the model has none; declare it',
  )
  const wide = center(2)
  const { forward } = wide
  wide.forward = (x, pass) => {
    if (pass.mode === 'train') pass.report('state', { mean: tensor([1, 2, 3]) })
    return forward(x, pass)
  }
  await refused(wide).toThrow('The state center1/mean is float32 [2], but float32 [3] was reported')
})

test('a penalty or a state that is not finite stops the step before anything moves', async () => {
  const model = sequential(
    linear(2, 2),
    saying('penalty', () => div(tensor(1), 0)),
  )
  await expect(fit(model, settings)).rejects.toThrow(
    /The loss at step 0 is \d\.\d+, the penalty Infinity; .* so the penalties that layers report are the place to look/,
  )
  const broken = sequential(linear(2, 2), center(2))
  const centering = broken.children['center1']!
  const { forward } = centering
  centering.forward = (x, pass) => {
    const out = forward(x, pass)
    if (pass.mode === 'train' && pass.step === 3) pass.report('state', { mean: tensor([1, Number.NaN]) })
    return out
  }
  await expect(fit(broken, settings)).rejects.toThrow(
    /The loss at step 3 is \d\.\d+; the new state center1\/mean is the first that is not finite/,
  )
  expect(values(broken).every((held) => held.every(Number.isFinite))).toBe(true)
})

test('what is reported leaves nothing behind', async () => {
  const before = reference.memory().buffers
  const model = sequential(penalized(0.25), relu(), center(8), linear(8, 2))
  const twice: FitOptions['loss'] = (forward, { inputs, targets }) =>
    add(losses.crossEntropy(forward(inputs), targets), losses.crossEntropy(forward(inputs), targets))
  await fit(model, {
    ...settings,
    loss: twice,
    data: { train, validation },
    earlyStopping: { patience: 1 },
    checkpoint: { store: memoryStore(), everySteps: 2 },
  })
  expect(reference.memory().buffers - before).toBe(tensors(model).length)
})
