import { adam, dropout, evaluate, fit, type Layer, linear, relu, sequential, wasm } from 'thinned'
import { expect, test } from 'vitest'
import { BATCH, twins } from './compute.ts'
import { runKey, testExamples, trainingExamples } from './examples.ts'
import { settingsOf } from './fields.ts'
import { pairOf } from './pair.ts'
import { SECOND } from './sizes.ts'
import { state } from './state.ts'

const settings = { ...settingsOf(state.values.value), size: 45, width: 16 }
const backend = await wasm({ threads: 1 })
const nothing = { details: false }

/** A `fit` that nobody stops, of a model of published layers alone. */
async function trained(withDropout: boolean, epochs = 3) {
  const { width, keep1, keep2 } = settings
  const noise = (keep: number) => (withDropout ? [dropout({ keep })] : [])
  const layers = [linear(2, width), relu(), ...noise(keep1), linear(width, width), relu(), ...noise(keep2)]
  const model = sequential(...(layers as Layer[]), linear(width, 2) as Layer) as unknown as Layer
  const losses: number[] = []
  const { history } = await fit(model, {
    data: { train: trainingExamples(settings), validation: testExamples(settings) },
    loss: 'crossEntropy',
    epochs,
    batchSize: BATCH,
    optimizer: adam({ learningRate: settings.rate }),
    key: runKey(settings),
    callbacks: [{ step: ({ loss }) => void losses.push(loss) }],
    backend,
  })
  return { model, losses, history }
}

const timeless = (records: readonly object[]) =>
  records.map((record) => ({ ...record, seconds: 0, examplesPerSecond: 0 }))

test('ten steps, one by one or together, are those of fit', async () => {
  const [plain, thinned] = [await trained(false), await trained(true)]
  const run = twins(settings, backend)
  expect((await run.advance(0, [], nothing)).step).toBe(0)
  const epochs = []
  for (let step = 0; step < 5; step++) {
    const frame = await run.advance(1, [], nothing)
    expect([frame.plain.batchLoss, frame.thinned.batchLoss]).toEqual([plain.losses[step], thinned.losses[step]])
    epochs.push(...frame.thinned.epochs)
  }
  expect(timeless(epochs)).toEqual(timeless(thinned.history.slice(0, 1))) // 45 examples are 5 batches
  const frame = await run.advance(5, [], nothing)
  expect([frame.step, frame.plain.batchLoss, frame.thinned.batchLoss]).toEqual([10, plain.losses[9], thinned.losses[9]])
  expect(timeless(frame.plain.epochs)).toEqual(timeless(plain.history.slice(1, 2)))
  await run.stop()
})

test('at keep 1 both are the same network', async () => {
  const run = twins({ ...settings, keep1: 1, keep2: 1 }, backend)
  const { plain, thinned } = await run.advance(6, [], nothing)
  expect(thinned.answers).toEqual(plain.answers)
  expect(thinned.batchLoss).toBe(plain.batchLoss)
  await run.stop()
})

test('units that are turned off change what is seen, not the training', async () => {
  const all = Array.from({ length: settings.width }, (_, i) => SECOND + i)
  const [whole, without] = [twins(settings, backend), twins(settings, backend)]
  const seen = await without.advance(5, all, { details: true, unit: SECOND })
  expect(new Set(seen.plain.answers).size).toBe(1) // with the whole layer off, the output is its bias
  expect(Math.max(...seen.plain.unit!, ...seen.plain.units!.slice(settings.width * 144))).toBe(0)
  expect(seen.plain.errorWithout).toBe(0.5)
  const [a, b] = [await whole.advance(5, [], nothing), await without.advance(0, [], { details: true, unit: 3 })]
  expect(b.thinned.answers).toEqual(a.thinned.answers)
  expect(Math.max(...b.plain.units!)).toBe(255)
  expect(b.plain.errorWithout).toBeUndefined()
  await Promise.all([whole.stop(), without.stop()])
})

test('the masks are those of the layers, and the plain network has none', async () => {
  const run = twins({ ...settings, keep1: 0.1, keep2: 0.9 }, backend)
  const { plain, thinned } = await run.advance(1, [], nothing)
  const kept = (masks: Uint8Array) => masks.reduce((sum, one) => sum + one, 0)
  expect(kept(plain.masks)).toBe(2 * settings.width)
  expect(kept(thinned.masks.subarray(0, 16))).toBeLessThan(6)
  expect(kept(thinned.masks.subarray(16))).toBeGreaterThan(10)
  await run.stop()
})

test('a pair is the two networks of a seed at the end of their runs', async () => {
  const { plain, thinned } = await pairOf(settings, 3, backend)
  const { history, model } = await trained(true)
  expect(thinned).toEqual({
    loss: history[2]!.validationLoss,
    error: history[2]!.validationError,
    gap: history[2]!.gap,
    bestLoss: Math.min(...history.map((record) => record.validationLoss!)),
  })
  expect((await evaluate(model, testExamples(settings))).loss).toBe(thinned.loss)
  expect(plain.loss).not.toBe(thinned.loss)
  const stop = new AbortController()
  stop.abort()
  await expect(pairOf(settings, 3, backend, stop.signal)).rejects.toThrow()
})

test.for(['circles', 'spirals', 'blobs', 'digits'] as const)('%s', async (data) => {
  const run = twins({ ...settings, data }, backend)
  const { thinned } = await run.advance(5, [], { details: true, unit: 0 })
  expect(thinned.answers.length).toBe(data === 'digits' ? 120 : 48 * 48)
  expect(thinned.epochs.length).toBe(1)
  await run.stop()
})

test('a run that fails says so to who waits for its steps', async () => {
  const run = twins({ ...settings, rate: 1e30 }, backend)
  await expect(run.advance(100, [], nothing)).rejects.toThrow('not finite')
})
