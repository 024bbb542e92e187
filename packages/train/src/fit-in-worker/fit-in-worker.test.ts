import { Worker } from 'node:worker_threads'
import { flattenParams, type Layer, layerFactories as layers, linear } from '@thinned/nn'
import { reference } from '@thinned/tensor'
import { afterAll, expect, test } from 'vitest'
import { network, train } from '../../test/served-fit.ts'
import { type Callback, checkpointStore, type FitInWorkerOptions, fitInWorker, TrainError } from '../index.ts'

const worker = new Worker(new URL('../../test/served-fit.ts', import.meta.url))
afterAll(() => worker.terminate())

const bitsOf = (model: Layer): unknown =>
  Object.entries(flattenParams(model.params)).map(([path, tensor]) => [path, Array.from(tensor.readSync())])

const numbersOf = ({ seconds, examplesPerSecond, ...numbers }: { seconds: number; examplesPerSecond: number }) =>
  numbers

/** What fitInWorker throws. */
const errorOf = (options: Partial<FitInWorkerOptions>, of: Worker = worker): Promise<unknown> =>
  fitInWorker(of, { settings: { epochs: 1 }, layers, ...options }).then(
    () => undefined,
    (error: unknown) => error,
  )

/** A worker of this code, which knows the package. */
const workerOf = (code: string): Worker =>
  new Worker(
    new URL(
      `data:text/javascript,${encodeURIComponent(code.replace("'@thinned/train'", `'${new URL('../index.ts', import.meta.url)}'`))}`,
    ),
  )

test('a worker gives the bits of this thread, again and again', async () => {
  const here = await train({ epochs: 3 })
  const { model, run } = await fitInWorker(worker, { settings: { epochs: 3 }, layers })
  expect(bitsOf(model)).toEqual(bitsOf(here.model))
  expect(run.history.map(numbersOf)).toEqual(here.run.history.map(numbersOf as never))
  expect([run.stopped, run.steps]).toEqual(['finished', 9])
  const mine = network(4)
  const second = await fitInWorker(worker, { settings: { epochs: 1, width: 4 }, model: mine })
  expect(second.model).toBe(mine)
  expect(bitsOf(mine)).toEqual(bitsOf((await train({ epochs: 1, width: 4 })).model))
})

test('callbacks here are told what happens in order, and may stop the run', async () => {
  const events: string[] = []
  const callback: Callback = {
    start: ({ steps }) => void events.push(`start of ${steps}`),
    step: ({ step }) => void events.push(`step ${step}`),
    validation: ({ record }) => void events.push(`validation ${record.epoch}`),
    epoch: async ({ record }) => {
      events.push(`epoch ${record.epoch}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return record.epoch === 1 ? 'stop' : undefined
    },
    stop: ({ reason }) => void events.push(`stop: ${reason}`),
  }
  const { run } = await fitInWorker(worker, { settings: { epochs: 50 }, callbacks: [callback], layers })
  expect([run.stopped, run.history.length]).toEqual(['callback', 2])
  const steps = events.filter((event) => event.startsWith('step'))
  expect(events.filter((event) => !steps.includes(event))).toEqual([
    'start of 150',
    'validation 0',
    'epoch 0',
    'validation 1',
    'epoch 1',
    'stop: callback',
  ])
  expect(events.slice(0, 2)).toEqual(['start of 150', 'step 1'])
})

test('the steps may stop the run too', async () => {
  let told = 0
  const step = () => {
    told++
    return 'stop' as const
  }
  const { run } = await fitInWorker(worker, { settings: { epochs: 100_000 }, callbacks: [{ step }], layers })
  expect([run.stopped, told]).toEqual(['callback', 1])
})

test('a signal ends the run, which leaves its checkpoint, and the worker goes on from there', async () => {
  const saved: Uint8Array[] = []
  const place = { save: async (bytes: Uint8Array) => void saved.push(bytes), load: async () => saved.at(-1) }
  const stop = new AbortController()
  const epoch = ({ record }: { record: { epoch: number } }) => {
    if (record.epoch === 2) stop.abort(new Error('Enough'))
  }
  const checkpoint = { store: checkpointStore(place), everyEpochs: 10 }
  const options = { settings: { epochs: 5 }, checkpoint, layers }
  expect(String(await errorOf({ ...options, callbacks: [{ epoch }], signal: stop.signal }))).toBe('Error: Enough')
  expect(saved).toHaveLength(1)
  let resumed = 0
  const start = ({ step }: { step: number }) => {
    resumed = step
  }
  const { model } = await fitInWorker(worker, { ...options, resume: true, callbacks: [{ start }] })
  expect(resumed).toBe(9)
  expect(bitsOf(model)).toEqual(bitsOf((await train({ epochs: 5 })).model))
  expect(String(await errorOf({ signal: stop.signal }))).toBe('Error: Enough')
})

test('best checkpoints are in the stores of this thread', async () => {
  const saved = new Map<string, Uint8Array>()
  const placeAt = (name: string): Parameters<typeof checkpointStore>[0] => ({
    name,
    save: async (bytes) => void saved.set(name, bytes),
    load: async () => saved.get(name),
    sibling: (other) => placeAt(other),
  })
  const checkpoint = { store: checkpointStore(placeAt('moons')), best: { count: 2 } }
  const { run } = await fitInWorker(worker, { settings: { epochs: 3 }, checkpoint, layers })
  expect([...saved.keys()].sort()).toEqual(['best-1', 'best-2', 'moons'])
  expect(await run.best![0]!.store.load()).toBe(saved.get(`best-${run.best![0]!.slot}`))
})

test('what is transferred is handed over', async () => {
  const pixels = new Float32Array(8)
  await fitInWorker(worker, { settings: { epochs: 1, pixels }, transfer: [pixels.buffer], layers })
  expect(pixels.length).toBe(0)
})

test('a worker trains for one call at a time', async () => {
  const first = fitInWorker(worker, { settings: { epochs: 3 }, layers })
  const error = await errorOf({})
  expect(error).toMatchObject({ code: 'in-use' })
  expect(String(error)).toContain('The worker works on another call of fitInWorker; wait until')
  expect((await first).run.steps).toBe(9)
})

test('an error of the worker comes with its code, its text and its stack, and nothing is left behind', async () => {
  const before = reference.memory().buffers
  const error = await errorOf({ settings: { epochs: 0 } })
  expect(error).toBeInstanceOf(TrainError)
  expect(error).toMatchObject({
    code: 'invalid-argument',
    message: 'fit was given epochs 0; it takes an integer from 1.',
  })
  expect(String((error as { cause: Error }).cause.stack)).toContain('served-fit.ts')
  const thrown = new RangeError('No')
  const epoch = () => {
    throw thrown
  }
  const failed = await errorOf({ callbacks: [{ epoch }] })
  expect(failed).toMatchObject({ code: 'failed', cause: thrown })
  expect(String(failed)).toContain('The callback of main failed at the event epoch: No.')
  expect(String(await errorOf({ model: linear(2, 3), settings: { epochs: 1 } }))).toMatch(
    /The model of the worker has a tensor at model\/.*where the model has none\. Give fitInWorker a model that is built as that one\./,
  )
  expect(reference.memory().buffers).toBe(before)
})

test('what a worker does wrong is said', async () => {
  const other = workerOf(`import { serveFit } from '@thinned/train'
    const layer = { kind: 'mine', options: {}, children: {}, parameters: {}, params: {}, forward() {} }
    serveFit((what) => what === 'end' ? process.exit(3) : { run: { history: [] }, model: { nothing: 1, layer }[what] })`)
  expect(String(await errorOf({ settings: 'nothing' }, other))).toContain(
    'The function of serveFit returned { run, model }; it returns the model and what fit returned',
  )
  expect(String(await errorOf({ settings: 'layer' }, other))).toMatch(
    /The worker has trained, but its model cannot be built here\. .*"mine".*\{ model: network\(\) \}\.$/,
  )
  expect(String(await errorOf({ settings: () => 1 }, other))).toContain(
    'fitInWorker was given settings that cannot be posted to a worker: () => 1 could not be cloned. They are',
  )
  expect(String(await errorOf({ settings: 'end' }, other))).toContain(
    'fitInWorker failed: its worker ended, with the exit code 3.',
  )
  expect(String(await errorOf({}, other))).toContain('fitInWorker was given a worker that has ended; make another one.')
})

test('a module that fails is said', async () => {
  const error = await errorOf({}, workerOf('throw new Error("Broken")'))
  expect(String(error)).toContain('fitInWorker failed: its worker failed: Broken.')
})
