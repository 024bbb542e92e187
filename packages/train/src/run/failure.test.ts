import { asSource, type Dataset, decodeSafetensors, twoMoons } from '@thinned/data'
import { flattenParams, type Layer, linear, losses, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { assign, full, reference } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { center } from '../../test/center.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import { type MemoryStore, memoryStore } from '../../test/memory-store.ts'
import { swa } from '../averaging/swa.ts'
import { loadWeights } from '../checkpoint/weights-file.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { adam, sgd } from '../optimizers/index.ts'
import { TrainError } from '../train-error.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

const train = twoMoons({ size: 50, key: key(1) }) as Dataset
const validation = twoMoons({ size: 40, key: key(2) }) as Dataset
const build = () => sequential(linear(2, 12), relu(), center(12), testDropout(0.7), linear(12, 2))
const settings: FitOptions = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 4,
  batchSize: 5,
  accumulate: 2,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  key: key(42),
}
const tensors = (model: Layer) => [model.params, model.state].flatMap((held) => Object.values(flattenParams(held)))
const values = (model: Layer) => tensors(model).map((held) => Array.from(held.readSync()))
const stepOf = (bytes: Uint8Array) => JSON.parse(decodeSafetensors(bytes).metadata['thinned']!).progress.step as number
const thrown = (run: Promise<unknown>) =>
  run.then(
    () => new Error('It did not end.'),
    (error: Error) => error,
  )

/** Throws at one call, from 1, as a disk or a network does. */
type Blip = () => undefined

/** What of the user's a run calls; each calls the blip first. */
const users: Readonly<Record<string, (blip: Blip) => Partial<FitOptions>>> = {
  'a source that rejects': (blip) => ({
    data: { train: { ...asSource(train), fetch: (rows) => asSource(train).fetch(rows).finally(blip) }, validation },
  }),
  'a source that throws': (blip) => ({
    data: {
      train: {
        ...asSource(train),
        fetch(rows) {
          blip()
          return asSource(train).fetch(rows)
        },
      },
      validation,
    },
  }),
  'an objective': (blip) => ({
    loss: (forward, { inputs, targets }) => {
      blip()
      return losses.crossEntropy(forward(inputs), targets)
    },
  }),
  'a schedule': (blip) => ({ optimizer: sgd({ learningRate: () => blip() ?? 0.1, momentum: 0.9 }) }),
  'a metric': (blip) => ({
    metrics: {
      one: {
        name: 'one',
        empty: () => 0,
        update: () => blip() ?? 0,
        merge: (n: number) => n,
        compute: () => 1,
      },
    },
  }),
  'a callback': (blip) => ({ callbacks: [{ step: blip }] }),
}

test.each(Object.keys(users))(
  '%s that fails ends the run with a sentence and the cause; the run goes on from its checkpoint to the same bits',
  async (name) => {
    const whole = build()
    const averaging = swa({ from: 1 })
    const { history } = await fit(whole, { ...settings, averaging })
    let most = 3
    // The first two measurements of a metric are tries before the first step.
    for (let at = name === 'a metric' ? 3 : 1; at <= most; at += 4) {
      let calls = 0
      const blip = () => {
        calls++
        if (calls === at) throw new Error('a blip')
        return undefined
      }
      const store = memoryStore()
      const options = { ...settings, averaging, ...users[name]!(blip), checkpoint: { store } }
      const buffers = reference.memory().buffers
      const error = await thrown(fit(build(), options))
      if (error.message === 'It did not end.') break
      most = at + 4
      expect(error).toBeInstanceOf(TrainError)
      if (name !== 'a metric') expect(error).toMatchObject({ code: 'failed' })
      expect([error.message, (error.cause as Error).message]).toEqual([
        expect.stringContaining('a blip. The run was ended after '),
        'a blip',
      ])
      const [, step, , epoch] = /after (\d+) of (\d+) steps, in epoch (\d)/.exec(error.message)!.map(Number)
      expect([0, 1]).toContain(Math.floor(step! / 5) - epoch!)
      expect(error.message).toMatch(step === 0 ? 'it has no checkpoint yet' : 'can be resumed from its checkpoint')
      expect(store.saved.length === 0 ? 0 : stepOf(store.saved.at(-1)!)).toBe(step)
      const resumed = build()
      const rest = await fit(resumed, { ...options, resume: true })
      expect(values(resumed)).toEqual(values(whole))
      expect(rest.history.map(({ loss }) => loss)).toEqual(history.map(({ loss }) => loss))
      expect(reference.memory().buffers - buffers).toBe(2 * tensors(resumed).length)
    }
    expect(most).toBeGreaterThan(5)
  },
)

test('a step that fails when some parameters have moved is not saved; the last checkpoint stays', async () => {
  let calls = 0
  const learningRate = () => {
    if (++calls === 7 * 4 + 2) throw new Error('a blip')
    return 0.1
  }
  const store = memoryStore()
  const error = await thrown(fit(build(), { ...settings, optimizer: sgd({ learningRate }), checkpoint: { store } }))
  expect(error.message).toBe(
    'Step 7 failed: a blip. The run was ended after 7 of 20 steps, in epoch 1; its last checkpoint is that of step 5.',
  )
  expect(store.saved.map(stepOf)).toEqual([5])
})

/** A store whose saves fail where it says, by their numbers from 1. */
function flaky(fails: (save: number) => boolean): MemoryStore & { saves: number } {
  const store = memoryStore()
  const { save } = store
  const counted = Object.assign(store, {
    saves: 0,
    save: async (bytes: Uint8Array) => {
      if (fails(++counted.saves)) throw new Error('the network is gone')
      await save(bytes)
    },
  })
  return counted
}

test('one save that fails is told, and the next one is tried; the last one is tried twice', async () => {
  const [whole, model, final] = [build(), build(), build()]
  await fit(whole, settings)
  for (const lost of [1, 3, 4]) {
    const store = flaky((save) => save === lost)
    const told: object[] = []
    const callbacks = [{ checkpointError: (event: object) => void told.push(event) }]
    const { stopped } = await fit(build(), { ...settings, checkpoint: { store }, callbacks })
    expect(stopped).toBe('finished')
    expect(told).toEqual([{ step: 5 * lost, error: expect.any(TrainError) }])
    expect([store.saved.length, stepOf(store.saved.at(-1)!)]).toEqual([lost === 4 ? 4 : 3, 20])
  }
  const store = flaky((save) => save > 1)
  const error = await thrown(fit(model, { ...settings, checkpoint: { store } }))
  expect(error.message).toBe(
    'Writing the checkpoint of the store failed: the network is gone. The run was ended after 15 of 20 steps, in epoch 3; its last checkpoint is that of step 5.',
  )
  const last = await thrown(fit(final, { ...settings, checkpoint: { store: flaky((save) => save > 3) } }))
  expect(last.message).toMatch(
    'The run was ended after 20 of 20 steps, in epoch 3; its last checkpoint is that of step 15.',
  )
  expect(values(final)).toEqual(values(whole))
})

test('what fails together with its checkpoint says both', async () => {
  const failing = { epoch: () => Promise.reject(new Error('no disk')) }
  const store = flaky(() => true)
  const error = await thrown(fit(build(), { ...settings, checkpoint: { store }, callbacks: [failing] }))
  expect(error.message).toMatch(
    /no disk\. The run .*; it has no checkpoint yet\. Writing the checkpoint of the store failed: the network is gone\.$/,
  )
})

test('the best weights are written at a second try', async () => {
  const store = memoryStore()
  const siblings = new Map<string, MemoryStore>()
  store.sibling = (name) => {
    const sibling = siblings.get(name) ?? flaky((save) => save % 2 === 1)
    siblings.set(name, sibling as MemoryStore)
    return sibling
  }
  const { best } = await fit(build(), { ...settings, checkpoint: { store, best: {} } })
  expect(siblings.get('best-1')!.saved.length).toBeGreaterThan(0)
  expect(best!.length).toBe(1)
})

/** The run of a learning rate that breaks the weights after some steps. */
const breaking = (from: number, rate: number): Partial<FitOptions> => ({
  optimizer: sgd({ learningRate: ({ step }) => (step < from ? 0.1 : rate), momentum: 0.9 }),
})

test('weights that are not finite are neither saved nor measured; the checkpoint before them stays', async () => {
  for (const [from, everySteps] of [
    [9, 100],
    [7, 1],
    [2, 100],
  ] as const) {
    const store = memoryStore()
    const checkpoint = { store, everySteps, best: {} }
    const error = await thrown(fit(build(), { ...settings, ...breaking(from, 1e39), checkpoint }))
    expect(error).toMatchObject({ code: 'not-finite', message: expect.stringMatching(/not finite/) })
    const sound = store.saved.length
    expect(sound).toBe(from === 9 ? 1 : from === 7 ? 7 : 0)
    for (const bytes of [...store.saved, ...[...store.siblings.values()].flatMap(({ saved }) => saved)]) {
      const model = build()
      loadWeights(model, bytes)
      expect(values(model).flat().every(Number.isFinite)).toBe(true)
    }
    const again = await thrown(fit(build(), { ...settings, ...breaking(from, 1e39), checkpoint, resume: true }))
    expect([again.message.slice(0, 40), store.saved.length]).toEqual([error.message.slice(0, 40), sound])
  }
})

test('optimizer state that is not finite ends the run at the end of the epoch, though the weights are', async () => {
  const rule = adam({ learningRate: 0.01 })
  const optimizer: FitOptions['optimizer'] = {
    ...rule,
    update(parameter, gradient, state, moment) {
      rule.update(parameter, gradient, state, moment)
      if (moment.step === 3) assign(state['variance']!, full(parameter.shape, Infinity))
    },
  }
  const error = await thrown(fit(build(), { ...settings, optimizer }))
  expect(error.message).toMatch(
    /^After step 4, the optimizer's variance of linear1\/weight holds values that are not finite\. .* The run was ended after 5 of 20 steps/,
  )
})

test('a run that fails, and one that is stopped, puts the best weights back', async () => {
  const earlyStopping = { patience: 50 }
  const stop = new AbortController()
  const ends: Partial<FitOptions>[] = [
    breaking(12, 1e38),
    {
      callbacks: [{ step: ({ step }) => (step === 17 ? Promise.reject(new Error('no')) : undefined) }],
      ...breaking(10, 50),
    },
    { callbacks: [{ step: ({ step }) => (step === 17 ? 'stop' : undefined) }], ...breaking(10, 50) },
    {
      callbacks: [{ step: ({ step }) => (step === 17 ? stop.abort() : undefined) }],
      signal: stop.signal,
      ...breaking(10, 50),
    },
  ]
  for (const end of ends) {
    const model = build()
    const measured: number[] = []
    const callbacks = [
      ...(end.callbacks ?? []),
      { validation: ({ record }: { record: { loss: number } }) => void measured.push(record.loss) },
    ]
    const run = await fit(model, { ...settings, ...end, earlyStopping, callbacks }).catch((error: Error) => error)
    expect((await evaluate(model, validation)).loss).toBe(Math.min(...measured))
    if (run instanceof Error)
      expect(run.message).toMatch(/ The model has its best weights again, those of step (5|10)\.$/)
  }
})
