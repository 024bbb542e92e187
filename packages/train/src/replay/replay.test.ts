import { batches, type Dataset, take, twoMoons } from '@thinned/data'
import { flattenParams, type Layer, linear, plainLayer, relu, type Schedule, sequential, steady } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import {
  add,
  assign,
  type Backend,
  dropout as dropoutOf,
  mean,
  mul,
  noGrad,
  scope,
  square,
  sum,
  type Tensor,
  tensor,
} from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { tracingBackend } from '../../test/tracing-backend.ts'
import { ema } from '../averaging/index.ts'
import { checkpointStore } from '../checkpoint/checkpoint-store.ts'
import { maxNorm } from '../constraints/index.ts'
import type { LossOption } from '../evaluate/objective.ts'
import { adam, adamW, rmsprop, sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'
import { trainer } from '../run/trainer.ts'
import { piecewise } from '../schedules/index.ts'
import type { Optimizer } from '../updates/rules.ts'
import { replayOf } from './replay.ts'

const train = twoMoons({ size: 54, key: key(1) })
const thin = () => steady(testDropout(0.5))
const build = (...between: Layer[]): Layer =>
  sequential(linear(2, 6), relu(), thin(), ...(between as []), linear(6, 2)) as Layer
const settings = {
  data: { train },
  loss: 'crossEntropy',
  epochs: 3,
  batchSize: 8,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  key: key(3),
} satisfies FitOptions

const weights = (model: Layer) => Object.values(flattenParams(model.params)).map((parameter) => parameter.readSync())

/** Trains twice, with traces and without, to the same bits. Returns how the first took its steps. */
async function trainBoth(make: () => Layer, options: (model: Layer) => Partial<FitOptions> = () => ({})) {
  const traced = tracingBackend()
  const { trace: _, ...untraced } = tracingBackend()
  const [replayed, always] = [make(), make()]
  const before = traced.memory().buffers
  const results = []
  for (const [model, backend] of [
    [replayed, traced],
    [always, untraced as Backend],
  ] as const) {
    const { history } = await fit(model, { ...settings, ...options(model), backend })
    results.push([weights(model), history.map(({ seconds: _, examplesPerSecond: __, ...record }) => record)])
  }
  expect(results[0]).toEqual(results[1])
  expect([traced.programs(), traced.memory().buffers - before]).toEqual([0, weights(replayed).length])
  return replayOf(replayed)!
}

// 7 steps an epoch, of which the last is short; the second and the third are traced.
const ALL = 18 - 2
const REPLAYED = { steps: ALL - 1, obstacle: undefined }

test.each([
  ['sgd', sgd({ learningRate: 0.1 })],
  ['momentum', sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })],
  ['adam', adam({ learningRate: 0.01 })],
  ['adamW', adamW({ learningRate: ({ step }) => 0.1 / (1 + step), weightDecay: 0.1 })],
  ['rmsprop', rmsprop({ centered: true, momentum: 0.5 })],
])('steps of %s are replayed to the same bits, but for the first and those of the last batch', async (_, optimizer) => {
  expect(await trainBoth(build, () => ({ optimizer }))).toEqual(REPLAYED)
})

/** A layer that multiplies by what a function says. */
const times = (factor: () => number): Layer<'any', 'same'> => ({
  ...(plainLayer('times', undefined) as Layer<'any', 'same'>),
  outputShape: (input) => input,
  forward: (x) => mul(x, factor()),
})

/** A counter that starts anew in each model. */
const counter = () => {
  let count = 0
  return () => ++count
}

const notSteady = (layer: string) => ({ steps: 0, obstacle: `The layer ${layer} is not known to be steady.` })

test('layers that nobody knows to be steady are not replayed', async () => {
  const branching = () => {
    const count = counter()
    return times(() => (count() % 5 === 0 ? 2 : 1))
  }
  expect(await trainBoth(() => build(branching()))).toEqual(notSteady('times1 (times)'))
  expect(await trainBoth(() => build(relu(), sequential(branching())))).toEqual(notSteady('sequential1/times1 (times)'))
  const overridden = () => {
    const count = counter()
    const layer = linear(6, 6)
    return { ...layer, forwardFused: (...[x]: Parameters<NonNullable<Layer['forwardFused']>>) => mul(x, count()) }
  }
  expect(await trainBoth(() => build(overridden()))).toEqual(notSteady('linear2 (linear)'))
  expect(await trainBoth(() => build(testDropout(({ step }) => (step < 10 ? 0.5 : 0.9))))).toEqual(
    notSteady('thin2 (thin)'),
  )
})

test('a copy of a steady layer is replayed', async () => {
  expect(await trainBoth(() => build({ ...relu(), name: 'copy' }))).toEqual(REPLAYED)
})

/** Acts after some steps. */
const after = (steps: number, act: (model: Layer) => void) => (model: Layer) => ({
  callbacks: [{ step: ({ step }: { step: number }) => (step === steps ? act(model) : undefined) }],
})
const CHANGED = 'A layer, an optimizer or a tensor of the run was changed from outside.'

test('what a callback does to weights is seen; a function that it changes ends the replay', async () => {
  const shrink = ({ params }: Layer) =>
    scope(() =>
      noGrad(() => {
        for (const weight of Object.values(flattenParams(params))) assign(weight, mul(weight, 0.5))
      }),
    )
  expect(await trainBoth(build, after(10, shrink))).toEqual(REPLAYED)
  const turn = ({ children }: Layer) =>
    Object.assign(children['relu1']!, { epilogue: undefined, forward: (x: Tensor) => mul(x, -1) })
  expect(await trainBoth(build, after(10, turn))).toEqual({ steps: 6, obstacle: CHANGED })
  const slower = (model: Layer) => {
    const optimizer = { ...sgd({ learningRate: 0.1 }) }
    return { optimizer, ...after(10, () => Object.assign(optimizer, sgd({ learningRate: 0.01 })))(model) }
  }
  expect(await trainBoth(build, slower)).toEqual({ steps: 6, obstacle: CHANGED })
})

test('losses, optimizers and constraints of users are not replayed; those of the library are', async () => {
  const objective: LossOption = (forward, { inputs }) => mean(square(forward(inputs)))
  const own: Optimizer = { ...sgd({ learningRate: 0.1 }), update: (w, g) => assign(w, mul(add(w, g), 0.9)) }
  const obstacles = []
  for (const options of [
    { loss: objective },
    { optimizer: own },
    { constraint: { ...maxNorm(1), apply: (_: string, w: Tensor) => assign(w, mul(w, 0.9)) } },
    { clipNorm: 1 },
    { accumulate: 2 },
    { constraint: maxNorm(1), l1: 0.01, l2: 0.1, groups: [{ match: 'linear1/weight', frozen: true }] },
    { averaging: ema({ decay: 0.9 }) },
  ])
    obstacles.push((await trainBoth(build, () => options as Partial<FitOptions>)).obstacle)
  expect(obstacles).toEqual([
    'The loss is not one of the library by its name.',
    'The optimizer sgd is not known to be steady.',
    'The constraint maxNorm is not known to be steady.',
    'A phase read numbers of a tensor.',
    'Steps accumulate several batches.',
    undefined,
    undefined,
  ])
})

test('a layer that declares too much has an obstacle where it reads, reports or looks at the moment', async () => {
  const declared = (forward: Layer['forward']) => steady({ ...times(() => 1), forward })
  const layers = [
    declared((x) => mul(x, x.readSync()[0]! > 0 ? 1 : 2)),
    declared((x, pass) => {
      pass.report('penalty', sum(square(x)))
      return mul(x, 1)
    }),
    declared((x, pass) => mul(x, pass.step + 1)),
    declared((x, pass) => {
      const key = pass.mode === 'evaluate' ? foldIn([0, 0], pass.step) : foldIn(pass.key, pass.step)
      return dropoutOf(x, { key, keep: 0.5 })
    }),
  ]
  const obstacles = []
  for (const layer of layers) obstacles.push((await trainBoth(() => build(layer))).obstacle)
  expect(obstacles).toEqual([
    'A phase read numbers of a tensor.',
    'A step has penalties, new state, or parts with weights.',
    '2 was 3 in the other step',
    'The layers folded other keys in the next step.',
  ])
})

test('rates follow their schedules, also where they stand still, turn, or part after they agreed', async () => {
  const rates: Record<string, [learningRate: Schedule, momentum?: Schedule]> = {
    turns: [piecewise({ values: [0.1, 0.01], epochs: [1] })],
    falls: [({ step }) => 0.1 / (1 + step)],
    'stands still, then falls': [({ step }) => (step < 9 ? 0.1 : 0.1 / step)],
    'two part': [({ step }) => 0.1 / (1 + step), ({ step }) => (step < 9 ? 0.1 / (1 + step) : 0.5)],
  }
  const found: Record<string, unknown> = {}
  for (const [name, [learningRate, momentum = 0.5]] of Object.entries(rates))
    found[name] = await trainBoth(build, () => ({ optimizer: sgd({ learningRate, momentum }) }))
  expect(found).toEqual({
    turns: { steps: ALL - 1 - 3, obstacle: undefined },
    falls: REPLAYED,
    'stands still, then falls': { steps: ALL - 1 - 3, obstacle: undefined },
    'two part': { steps: ALL - 1 - 3, obstacle: undefined },
  })
  const counted = () => {
    const count = counter()
    return { optimizer: sgd({ learningRate: () => 0.01 * count() }) }
  }
  expect(await trainBoth(build, counted)).toEqual(REPLAYED)
  const flickering = () => ({
    optimizer: sgd({ learningRate: ({ epoch }) => 0.1 / (1 + epoch) }),
    epochs: 9,
  })
  expect((await trainBoth(build, flickering)).obstacle).toBe(
    'A number that stood still in two steps changes every few steps.',
  )
})

test('a run that resumes is replayed to the bits of one that did not stop', async () => {
  const saved: Uint8Array[] = []
  const store = checkpointStore({ save: async (bytes) => void saved.push(bytes), load: async () => saved[1] })
  const options = { ...settings, optimizer: adam({ learningRate: ({ step }) => 0.1 / (1 + step) }) }
  const [whole, resumed] = [build(), build()]
  await fit(whole, { ...options, checkpoint: { store }, backend: tracingBackend() })
  await fit(resumed, { ...options, checkpoint: { store }, resume: true, backend: tracingBackend() })
  expect(weights(resumed)).toEqual(weights(whole))
  expect(replayOf(resumed)).toEqual({ steps: 3, obstacle: undefined })
})

/** The batches of the first epoch. */
const firstBatches = () =>
  batches(54, 8, foldIn(foldIn(key(3), 'data'), 0)).map((rows) => take(train, [...rows]) as Dataset)

test('trainer takes the steps of fit, to the same bits, on arrays and on tensors; two take turns', async () => {
  const [byFit, ...byHand] = [build(), build(), build()]
  const backend = tracingBackend()
  await fit(byFit, { ...settings, epochs: 1 })
  const { loss, optimizer } = settings
  const [first, second] = [
    await trainer(byHand[0]!, { loss, optimizer, key: key(3), backend }),
    await trainer(byHand[1]!, { loss, optimizer, key: key(3), backend }),
  ]
  const losses: number[][] = []
  for (const { inputs, targets } of firstBatches())
    losses.push([
      first.step(inputs, targets),
      scope(() => second.step(tensor(inputs.data, { shape: inputs.shape, backend }), tensor(targets.data))),
    ])
  expect(byHand.map(weights)).toEqual([weights(byFit), weights(byFit)])
  expect(losses.every(([a, b]) => a === b)).toBe(true)
  expect([first, second].map(({ replay, steps }) => [replay.steps, steps])).toEqual([
    [3, 7],
    [3, 7],
  ])
  await expect(fit(byHand[0]!, settings)).rejects.toThrow('trainer')
  for (const each of [first, second]) each.dispose()
  expect(() => first.step(train.inputs, train.targets)).toThrow('after it was disposed of')
  expect([backend.programs(), backend.memory().buffers]).toEqual([0, 8])
})

test('a replayed step that is wrong fails as the step does, before the parameters move, and the next one goes on', async () => {
  const outcomes = []
  for (const backend of [tracingBackend(), { ...tracingBackend(), trace: undefined }]) {
    const model = build()
    const { trace, ...others } = backend
    const on = trace ? backend : (others as Backend)
    const steps = await trainer(model, { ...{ loss: 'crossEntropy', optimizer: adam(), key: key(3) }, backend: on })
    const [batch] = firstBatches() as [Dataset]
    const { inputs, targets } = batch
    for (let i = 0; i < 5; i++) steps.step(inputs, targets)
    const before = weights(model)
    const wrong: [Float32Array, Int32Array][] = [
      [inputs.data.map(() => Number.NaN) as Float32Array, targets.data as Int32Array],
      [inputs.data as Float32Array, targets.data.map(() => 2) as Int32Array],
    ]
    for (const [data, labels] of wrong) {
      let message = ''
      try {
        steps.step({ data, shape: inputs.shape }, { data: labels, shape: targets.shape })
      } catch (error) {
        message = (error as Error).message
      }
      expect(weights(model)).toEqual(before)
      outcomes.push(message)
    }
    for (let i = 0; i < 3; i++) outcomes.push(steps.step(inputs, targets))
    outcomes.push(weights(model))
    if (trace) expect(steps.replay.steps).toBe(5)
    steps.dispose()
  }
  const half = outcomes.length / 2
  expect(outcomes.slice(0, half)).toEqual(outcomes.slice(half))
  expect(outcomes.slice(0, 2)).toEqual([
    expect.stringContaining('The loss at step 5 is NaN; the inputs of the batch hold values that are not finite'),
    expect.stringContaining('Label 0 is 2'),
  ])
})
