import { decodeSafetensors, impute, oneHot, parseCsv, preprocess, standardize, twoMoons } from '@thinned/data'
import { accuracy } from '@thinned/metrics'
import { type Layer, layerFactories, linear, relu, sequential, toConfig } from '@thinned/nn'
import { key } from '@thinned/rng'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { center } from '../../test/center.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { loadModel, saveModel } from '../model-file/model-file.ts'
import { adam } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'
import { TrainError } from '../train-error.ts'
import { encodeEntries } from './tensor-file.ts'
import { loadWeights, saveWeights } from './weights-file.ts'

const build = () => sequential(linear(2, 3), center(3), relu(), testDropout(0.8), linear(3, 2))
const settings: FitOptions = {
  data: { train: twoMoons({ size: 12, key: key(1) }), validation: twoMoons({ size: 7, key: key(2) }) },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 4,
  optimizer: adam(),
  earlyStopping: { patience: 5 },
  metrics: { accuracy: accuracy() },
  key: key(2),
}
const finish = (bytes: Uint8Array) =>
  fit(build() as Layer, { ...settings, checkpoint: { store: memoryStore(bytes), best: {} }, resume: true })

let saved: Uint8Array
let weights: Uint8Array
let model: Uint8Array
beforeAll(async () => {
  const trained = build()
  const store = memoryStore()
  await fit(trained as Layer, { ...settings, checkpoint: { store, best: {}, everySteps: 1 } })
  saved = store.saved[3]! // In the second epoch.
  weights = await saveWeights(trained)
  model = await saveModel(trained, { prepare, metadata: { version: [1, 2] } })
})

/** Refused with an error of this package, and nothing of the process changed. */
async function refused(bytes: Uint8Array, read: (bytes: Uint8Array) => unknown): Promise<string> {
  const before = Reflect.ownKeys(Object.prototype)
  const error = await (async () => read(bytes))().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(Reflect.ownKeys(Object.prototype)).toEqual(before)
  expect(error, 'the file was taken').toBeInstanceOf(TrainError)
  return (error as Error).message
}

const layers = {
  ...layerFactories,
  center: ({ features }: { readonly features: number }) => center(features),
  thin: ({ keep }: { readonly keep: number }) => testDropout(keep),
}
const prepare = preprocess({
  target: 'grade',
  numbers: [impute('median', { indicator: true }), standardize()],
  categories: [impute({ constant: 'unknown' }), oneHot({ unknown: 'column' })],
}).fit(parseCsv('a,b,grade\n1,x,low\n2,y,high\nNA,x,low\n4,NA,high\n'))

const readers = {
  'a checkpoint': [() => saved, finish],
  'saved weights': [() => weights, (bytes: Uint8Array) => loadWeights(build(), bytes)],
  'a saved model': [() => model, (bytes: Uint8Array) => loadModel(bytes, { layers })],
} as const

test.each(Object.entries(readers))('%s: any byte that changed is noticed', async (_, [whole, read]) => {
  await fc.assert(
    fc.asyncProperty(fc.nat(whole().length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      await refused(whole().with(at, whole()[at]! ^ change), read)
    }),
    { numRuns: 400 },
  )
})

test.each(Object.entries(readers))('%s: a file that is cut off, or goes on, is refused', async (_, [whole, read]) => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole().length - 1),
      async (length) => void (await refused(whole().slice(0, length), read)),
    ),
    { numRuns: 100 },
  )
  await refused(Uint8Array.of(...whole(), 0), read)
})

const hostile = fc.oneof(
  fc.constantFrom<unknown>('__proto__', 'constructor', 'toString', 'x', null, -1, 0.5, 1e9, 2 ** 53, [], {}, true),
  fc.constant(JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')),
)

/** The paths of all values within a JSON value. */
function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]]
  return [[], ...Object.entries(value).flatMap(([name, item]) => pathsOf(item).map((path) => [name, ...path]))]
}

test('a hostile value anywhere in the metadata, with a checksum that fits, is refused or is a number in the place of one', async () => {
  const { tensors, metadata } = decodeSafetensors(saved)
  const paths = pathsOf(JSON.parse(metadata['thinned']!)).filter((path) => path.length > 0)
  const expected = await finish(saved)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), hostile, async (path, value) => {
      const content = JSON.parse(metadata['thinned']!)
      const holder = path.slice(0, -1).reduce((at, name) => at[name], content)
      const name = path.at(-1)!
      const was = holder[name]
      holder[name] = value
      const before = Reflect.ownKeys(Object.prototype)
      const outcome = await finish(encodeEntries(tensors, JSON.stringify(content))).then(
        ({ steps }) => steps,
        (error: unknown) => error,
      )
      expect(Reflect.ownKeys(Object.prototype)).toEqual(before)
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(TrainError)
      // What fits the schema is taken: a loss has no right value of its own, and a metric may give any JSON.
      else if (typeof was === 'number' && !path.includes('metrics') && !path.includes('validationMetrics'))
        expect([typeof value, outcome]).toEqual(['number', expect.any(Number)])
      if (path[0] === 'progress' && ['step', 'epoch', 'epochStep'].includes(path[1]!) && value !== was)
        expect(outcome).toBeInstanceOf(TrainError)
    }),
    { numRuns: 600 },
  )
  expect(expected.steps).toBe(6)
})

test('a hostile value anywhere in a saved model, with a checksum that fits, is refused or stays what it is', async () => {
  const { tensors, metadata } = decodeSafetensors(model)
  const paths = pathsOf(JSON.parse(metadata['thinned']!)).filter((path) => path.length > 0)
  fc.assert(
    fc.property(fc.constantFrom(...paths), hostile, (path, value) => {
      const content = JSON.parse(metadata['thinned']!)
      const holder = path.slice(0, -1).reduce((at, name) => at[name], content)
      holder[path.at(-1)!] = value
      const before = Reflect.ownKeys(Object.prototype)
      try {
        const loaded = loadModel(encodeEntries(tensors, JSON.stringify(content)), { layers })
        const { model: _, config, prepare: state, ...rest } = content
        expect(toConfig(loaded.model)).toEqual(config)
        expect(loaded).toMatchObject(rest)
        expect(loaded.prepare?.state).toEqual(state)
      } catch (error) {
        expect(error).toBeInstanceOf(TrainError)
      }
      expect(Reflect.ownKeys(Object.prototype)).toEqual(before)
    }),
    { numRuns: 1000 },
  )
})

test('what is wrong is said, with where', async () => {
  const { tensors, metadata } = decodeSafetensors(saved)
  const changed = (change: (content: Record<string, never>) => void) => {
    const content = JSON.parse(metadata['thinned']!)
    change(content.progress)
    return refused(encodeEntries(tensors, JSON.stringify(content)), finish)
  }
  const set = (values: object) => changed((progress) => Object.assign(progress, values))
  expect(await set({ keep: '__proto__' })).toContain(
    'The checkpoint cannot be read: progress.keep is "__proto__", where an object belongs. Put an undamaged copy',
  )
  expect(await set({ epoch: 7 })).toContain('progress.epoch is 7, where at most 2, the epochs of the run, belongs.')
  expect(await set({ step: 5 })).toContain('progress.step is 5, where 4, of 3 steps an epoch, belongs.')
  expect(await set({ step: 'x' })).toContain('progress.step is "x", where an integer from 0 belongs.')
  expect(await set({ waited: 'x' })).toContain('progress.waited is "x", where an integer from 0 belongs.')
  expect(await set({ history: [] })).toContain(
    'The length of progress.history is 0, where 1, one for each epoch, belongs.',
  )
  expect(await set({ params: {} })).toContain('progress has "params", which it does not know; it has step,')
  expect(await set({ bestCheckpoints: [{ slot: '../../other', value: 1, step: 1, epoch: 0 }] })).toContain(
    'progress.bestCheckpoints[0].slot is "../../other", where an integer from 0 belongs.',
  )
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  expect(
    await refused(encodeEntries(tensors, metadata['thinned']!.replace('"keep":', `"x":${deep},"keep":`)), finish),
  ).toContain('nested more than 100 levels deep')
  const flipped = saved.with(saved.length - 1, saved.at(-1)! ^ 1)
  expect(await refused(flipped, finish)).toMatch(
    /^The checkpoint cannot be read: Its checksum is "[0-9a-f]{16}", but its contents have [0-9a-f]{16}: they changed after they were written\. Put/,
  )
})
