import { twoMoons } from '@thinned/data'
import { flattenParams, init, type Layer, layerFactories, linear, type Mixture, relu, sequential } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { reference, referenceBackend } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import {
  type BuildContext,
  checkpointStore,
  type EnsembleProgress,
  type EnsembleStore,
  ensemble,
  evaluate,
  fit,
  loadModel,
  saveModel,
  sgd,
  TrainError,
} from '../index.ts'

const train = twoMoons({ size: 60, key: key(1) })
const unseen = twoMoons({ size: 40, key: key(2) })
const layers = { ...layerFactories, thin: ({ keep }: { readonly keep: number }) => testDropout(keep) }

async function build({ key, signal }: Pick<BuildContext, 'key' | 'signal'>): Promise<Layer> {
  const model = sequential(linear(2, 6), relu(), testDropout(0.8), linear(6, 2))
  const data = { train }
  const optimizer = sgd({ learningRate: 0.1 })
  await fit(model, { data, loss: 'crossEntropy', epochs: 2, batchSize: 20, optimizer, key, signal })
  return model
}

const bitsOf = (model: Layer) =>
  Object.entries(flattenParams(model.params)).map(([path, tensor]) => [path, Array.from(tensor.readSync())])

/** A store in memory. */
function memory(): EnsembleStore & { readonly saved: Map<number, Uint8Array> } {
  const saved = new Map<number, Uint8Array>()
  return { saved, load: async (index) => saved.get(index), save: async (index, bytes) => void saved.set(index, bytes) }
}

const of3 = { members: 3, key: key(42) }

test('each member is trained with a key of its own, which no other number of members changes', async () => {
  const model = await ensemble(build, of3)
  expect(model.kind).toBe('mixture')
  const { signal } = new AbortController()
  for (const [index, member] of model.members.entries())
    expect(bitsOf(member)).toEqual(bitsOf(await build({ key: foldIn(foldIn(key(42), 'member'), index), signal })))
  const two = await ensemble(build, { ...of3, members: 2 })
  expect(bitsOf(two.members[1]!)).toEqual(bitsOf(model.members[1]!))
})

test('the loss of an ensemble is that of its mean probability, and saving keeps every bit', async () => {
  const model = await ensemble(build, of3)
  const together = await evaluate(model, unseen)
  const alone = await Promise.all(model.members.map(async (member) => (await evaluate(member, unseen)).loss))
  expect(together.loss).toBeLessThan(alone.reduce((sum, loss) => sum + loss) / 3)
  const { model: loaded } = loadModel(await saveModel(model, { classNames: ['a', 'b'] }), { layers })
  expect(bitsOf(loaded)).toEqual(bitsOf(model))
  expect(await evaluate(loaded, unseen)).toEqual(together)
  await expect(saveModel(model, { classNames: ['a', 'b', 'c'] })).rejects.toThrow('but the model has 2 outputs')
})

test('members of a store are not trained again, and more of them can follow', async () => {
  const store = memory()
  const first = await ensemble(build, { ...of3, store, layers })
  let trained = 0
  const counted = (context: BuildContext) => {
    trained++
    return build(context)
  }
  const events: EnsembleProgress[] = []
  const more = await ensemble(counted, { ...of3, members: 4, store, layers, onProgress: (event) => events.push(event) })
  expect(trained).toBe(1)
  expect(more.members.slice(0, 3).map(bitsOf)).toEqual(first.members.map(bitsOf))
  expect(events).toEqual([0, 1, 2, 3].map((index) => ({ done: index + 1, members: 4, index })))
})

test('a store of another ensemble is refused, with what to do', async () => {
  const store = memory()
  await ensemble(build, { ...of3, store, layers, name: 'moons' })
  const refused = (changed: object) =>
    expect(ensemble(build, { ...of3, store, layers, name: 'moons', ...changed })).rejects
  await refused({ key: key(43) }).toThrow(
    /^The store holds a member 0 of another ensemble: its key is \[\d+,\d+\], where this one has \[\d+,\d+\]\. Give each ensemble a store of its own\. Delete it, and member 0 is trained again\.$/,
  )
  await refused({ name: 'suns' }).toThrow('its name is "moons", where this one has "suns"')
  store.saved.set(0, store.saved.get(1)!)
  await refused({}).toThrow('its index is 1, where this one has 0')
  store.saved.set(0, store.saved.get(1)!.slice(0, -3))
  await refused({}).toThrow(
    /^The file of a model of member 0 in the store cannot be read: .*Delete it, and member 0 is trained again\.$/,
  )
  store.saved.set(0, await saveModel(await build({ ...of3, signal: new AbortController().signal })))
  await refused({}).toThrow('it does not say of which')
})

test('a failure names the member, keeps the others in the store, and frees what is there', async () => {
  const store = memory()
  const before = reference.memory().buffers
  const failing = (context: BuildContext) => {
    if (context.index === 2) throw new RangeError('No data')
    return build(context)
  }
  const error = await ensemble(failing, { ...of3, store, layers }).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(TrainError)
  expect(error).toMatchObject({
    message:
      'Member 2 of the ensemble failed: No data. The store has members 0, 1: call ensemble again, and only the others are trained.',
    code: 'failed',
    cause: new RangeError('No data'),
  })
  expect([...store.saved.keys()]).toEqual([0, 1])
  expect(reference.memory().buffers).toBe(before)
  await expect(ensemble(failing, of3)).rejects.toThrow(
    'failed: No data. With { store }, members that are trained would be kept.',
  )
  expect(reference.memory().buffers).toBe(before)
})

test('a signal stops it, with its reason, and what a stopped build returns is no member', async () => {
  const before = reference.memory().buffers
  const store = memory()
  const stop = new AbortController()
  const stopping = (context: BuildContext) => {
    if (context.index === 1) stop.abort(new Error('Enough'))
    return build(context)
  }
  const run = ensemble(stopping, { ...of3, store, layers, signal: stop.signal })
  await expect(run).rejects.toThrow(/^Enough$/)
  expect([...store.saved.keys()]).toEqual([0])
  expect(reference.memory().buffers).toBe(before)
  await expect(ensemble(build, { ...of3, signal: stop.signal })).rejects.toThrow(/^Enough$/)
})

test('what is no trained model is refused', async () => {
  const refused = (build: unknown) => expect(ensemble(build as never, of3)).rejects
  await refused(async () => {}).toThrow(
    'Member 0 of the ensemble failed: build returned undefined; it returns the model that it has trained: await fit(model, …), then return model.',
  )
  await refused(() => linear(2, 2)).toThrow('a model without parameters yet; it trains it with fit')
  const model = await build({ ...of3, signal: new AbortController().signal })
  await refused(() => model).toThrow('Member 1 of the ensemble failed: build returned the model of member 0 again')
  const training = (context: BuildContext) => {
    const model = sequential(linear(2, 2))
    init(model, context.key)
    void fit(model, {
      data: { train },
      loss: 'crossEntropy',
      epochs: 1,
      batchSize: 20,
      optimizer: sgd({ learningRate: 0.1 }),
      key: context.key,
    })
    return model
  }
  await refused(training).toThrow('that fit works on at this moment')
  await refused(undefined).toThrow('ensemble was given undefined as build')
})

test('a store is refused without layers, and by a second ensemble at the same time', async () => {
  const store = memory()
  await expect(ensemble(build, { ...of3, store })).rejects.toThrow('without layers, of which members come back')
  const first = ensemble(build, { ...of3, store, layers })
  await expect(ensemble(build, { ...of3, store, layers })).rejects.toThrow('Another ensemble is made in the store')
  await first
  const checkpoints = checkpointStore({ load: async () => undefined, save: async () => {} })
  await expect(ensemble(build, { ...of3, store: checkpoints as never, layers })).rejects.toThrow(
    'a store of checkpoints keeps one run',
  )
})

test('members on several backends end on that of the first', async () => {
  const elsewhere = referenceBackend()
  const mixed = async (context: BuildContext) => {
    const model = sequential(linear(2, 2))
    init(model, context.key, { backend: context.index === 0 ? elsewhere : reference })
    return model
  }
  const model: Mixture = await ensemble(mixed, of3)
  for (const tensor of Object.values(flattenParams(model.params))) expect(tensor.backend).toBe(elsewhere)
})
