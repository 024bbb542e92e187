import { decodeSafetensors, twoMoons } from '@thinned/data'
import { flattenParams, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import type { Callback, Events } from './callbacks.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

const settings: FitOptions = {
  data: { train: twoMoons({ size: 60, key: key(1) }), validation: twoMoons({ size: 40, key: key(2) }) },
  loss: 'crossEntropy',
  epochs: 3,
  batchSize: 20,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  key: key(42),
}
const build = () => sequential(linear(2, 12), relu(), testDropout(0.7), linear(12, 2))
const weights = (model: Layer) => Object.values(flattenParams(model.params)).map((parameter) => parameter.readSync())
const stepOf = (checkpoint: Uint8Array) =>
  JSON.parse(decodeSafetensors(checkpoint).metadata['thinned']!).progress.step as number
const KINDS = ['start', 'step', 'validation', 'epoch', 'checkpoint', 'stop'] as const

/** Notes the kinds of events as they come. */
function listening(): { callback: Callback; kinds: string[]; events: { [Kind in keyof Events]?: Events[Kind] } } {
  const kinds: string[] = []
  const events: Record<string, unknown> = {}
  const note = (kind: string) => (event: unknown) => {
    kinds.push(kind)
    events[kind] = event
  }
  return { kinds, events, callback: Object.fromEntries(KINDS.map((kind) => [kind, note(kind)])) }
}

test('events come in order, each with what happened', async () => {
  const { kinds, events, callback } = listening()
  const run = await fit(build(), {
    ...settings,
    epochs: 2,
    checkpoint: { store: memoryStore() },
    callbacks: [callback],
  })
  const epoch = ['step', 'step', 'step', 'validation', 'epoch', 'checkpoint']
  expect(kinds).toEqual(['start', ...epoch, ...epoch, 'stop'])
  expect(events.start).toEqual({ step: 0, steps: 6, epochs: 2 })
  expect(events.step).toEqual({ step: 6, steps: 6, epoch: 1, loss: expect.any(Number) })
  expect(events.epoch).toEqual({ record: run.history[1], epochs: 2 })
  expect(events.validation).toEqual({ record: run.validations[1] })
  expect(events.checkpoint).toEqual({ step: 6 })
  expect(events.stop).toEqual({ reason: 'finished', step: 6 })
})

test('callbacks are told one after another, and Promises are waited for', async () => {
  const told: string[] = []
  const slow: Callback = {
    epoch: async () => {
      told.push('slow begins')
      await new Promise((resolve) => setTimeout(resolve, 5))
      told.push('slow ends')
    },
  }
  await fit(build(), { ...settings, epochs: 1, callbacks: [slow, { epoch: () => void told.push('fast') }] })
  expect(told).toEqual(['slow begins', 'slow ends', 'fast'])
})

test.each(['start', 'step', 'validation', 'epoch', 'checkpoint'] as const)(
  'a run that is asked to stop at the event %s leaves a checkpoint, and goes on from it to the same bits',
  async (kind) => {
    const [whole, model] = [build(), build()]
    const every = { validateEvery: { steps: 2 } }
    const { history, validations } = await fit(whole, { ...settings, ...every })
    const store = memoryStore()
    const checkpoint = { store, everySteps: 2 }
    const stopped = await fit(model, { ...settings, ...every, checkpoint, callbacks: [{ [kind]: async () => 'stop' }] })
    expect(stopped.stopped).toBe('callback')
    expect(stopped.steps).toBeLessThan(9)
    expect(stepOf(store.saved.at(-1)!)).toBe(stopped.steps)
    const resumed = build()
    const run = await fit(resumed, { ...settings, ...every, checkpoint, resume: true })
    expect(weights(resumed)).toEqual(weights(whole))
    expect(run.validations).toEqual(validations)
    expect(run.history.map(({ loss }) => loss)).toEqual(history.map(({ loss }) => loss))
  },
)

test.each(KINDS)(
  'a callback that throws at the event %s ends the run with a sentence, and leaves a checkpoint',
  async (kind) => {
    const [whole, model] = [build(), build()]
    const every = { validateEvery: { steps: 2 } }
    const { validations } = await fit(whole, { ...settings, ...every })
    const store = memoryStore()
    const broken: Callback = {
      name: 'logger',
      [kind]: () => {
        throw new Error('the disk is full')
      },
    }
    const run = fit(model, { ...settings, ...every, checkpoint: { store }, callbacks: [broken] })
    const { message } = await run.then(() => new Error('It did not end.')).catch((error: Error) => error)
    const step = { start: 0, step: 1, validation: 2, epoch: 3, checkpoint: 3, stop: 9 }[kind]
    expect(message).toMatch(
      `The callback logger failed at the event ${kind}: the disk is full. The run was ended after ${step} of 9 steps, in epoch `,
    )
    expect(message).toMatch(
      kind === 'start' ? '; it has no checkpoint yet.' : ', and can be resumed from its checkpoint.',
    )
    expect(store.saved.length).toBe({ start: 0, step: 1, validation: 1, epoch: 1, checkpoint: 1, stop: 3 }[kind])
    if (kind !== 'start') expect(stepOf(store.saved.at(-1)!)).toBe(step)
    const resumed = build()
    const rest = await fit(resumed, { ...settings, ...every, checkpoint: { store }, resume: true })
    expect(weights(resumed)).toEqual(weights(whole))
    expect(rest.validations).toEqual(validations)
  },
)

test('a callback without a name is called by its number, and nothing is promised without a store', async () => {
  const broken = { step: () => Promise.reject(new Error('no')) }
  await expect(fit(build(), { ...settings, callbacks: [{}, broken] })).rejects.toThrow(
    /^The callback 1 failed at the event step: no\. The run was ended after 1 of 9 steps, in epoch 0\.$/,
  )
})

test('validation every so many steps, and at the last: recorded, and in the history where an epoch ends with one', async () => {
  const model = build()
  const run = await fit(model, { ...settings, validateEvery: { steps: 2 } })
  expect(run.validations.map(({ step, epoch }) => [step, epoch])).toEqual([
    [2, 0],
    [4, 1],
    [6, 1],
    [8, 2],
    [9, 2],
  ])
  const losses = run.history.map(({ validationLoss }) => validationLoss)
  expect(losses).toEqual([undefined, run.validations[2]!.loss, run.validations[4]!.loss])
  expect(run.history[0]).not.toHaveProperty('gap')
  expect(run.validations[4]!.loss).toBe((await evaluate(model, settings.data.validation!)).loss)
})

test('validation every so many epochs, and at the last', async () => {
  const run = await fit(build(), { ...settings, validateEvery: { epochs: 2 } })
  expect(run.validations.map(({ epoch }) => epoch)).toEqual([1, 2])
  expect(run.history.map(({ validationLoss }) => typeof validationLoss)).toEqual(['undefined', 'number', 'number'])
})

test('early stopping counts validations, and stops within an epoch', async () => {
  const model = build()
  const store = memoryStore()
  const options: FitOptions = {
    ...settings,
    epochs: 60,
    optimizer: sgd({ learningRate: 0.7, momentum: 0.9 }),
    validateEvery: { steps: 1 },
    earlyStopping: { patience: 4 },
    checkpoint: { store },
  }
  const run = await fit(model, options)
  const losses = run.validations.map(({ loss }) => loss)
  const best = losses.indexOf(Math.min(...losses))
  expect(run).toMatchObject({ stopped: 'early', steps: best + 5, bestStep: best + 1, bestEpoch: Math.floor(best / 3) })
  expect(run.steps % 3).not.toBe(0)
  expect((await evaluate(model, settings.data.validation!)).loss).toBe(losses[best])
  const resumed = build()
  expect(await fit(resumed, { ...options, resume: true })).toMatchObject({ stopped: 'early', steps: best + 5 })
  expect(weights(resumed)).toEqual(weights(model))
})

test('schedules see what was measured so far', async () => {
  const seen: number[][] = []
  const learningRate: Parameters<typeof sgd>[0]['learningRate'] = ({ validations = [] }) => {
    seen.push(validations.map(({ validationLoss }) => validationLoss!))
    return 0.1
  }
  const run = await fit(linear(2, 2, { bias: false }), { ...settings, optimizer: sgd({ learningRate }) })
  const losses = run.validations.map(({ loss }) => loss)
  expect(seen).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2].map((count) => losses.slice(0, count)))
})
