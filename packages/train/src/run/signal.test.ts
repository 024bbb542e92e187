import { asSource, type DataSource, type Dataset, twoMoons } from '@thinned/data'
import { flattenParams, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { afterEach, expect, test, vi } from 'vitest'
import { center } from '../../test/center.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { swa } from '../averaging/index.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

const train = twoMoons({ size: 60, key: key(1) }) as Dataset
const validation = twoMoons({ size: 40, key: key(2) }) as Dataset
const build = () => sequential(linear(2, 6), center(6), relu(), testDropout(0.8), linear(6, 2))
const settings: FitOptions = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 3,
  batchSize: 20,
  optimizer: sgd({ learningRate: 0.1 }),
  averaging: swa({ from: 0 }),
  key: key(42),
}
const tensors = (model: ReturnType<typeof build>) =>
  [model.params, model.state].flatMap((held) => Object.values(flattenParams(held)).map((tensor) => tensor.readSync()))

afterEach(() => {
  vi.useRealTimers()
})

/** A promise that never comes back, made at a time when the signal is aborted soon after. */
function hanging(stop: AbortController): Promise<never> {
  setTimeout(() => stop.abort(new Error('enough')), 10)
  return new Promise(() => {})
}

const hangingSource = (stop: AbortController, data: Dataset, when: (hasKey: boolean) => boolean): DataSource => {
  const source = asSource(data)
  return {
    ...source,
    fingerprint: source.fingerprint,
    fetch: (rows, fetchKey) => (when(fetchKey !== undefined) ? hanging(stop) : source.fetch(rows, fetchKey)),
  }
}

const waits: Readonly<Record<string, (stop: AbortController) => Partial<FitOptions>>> = {
  'examples of a step': (stop) => ({ data: { train: hangingSource(stop, train, (hasKey) => hasKey) } }),
  'examples to measure': (stop) => ({ data: { train: hangingSource(stop, train, (hasKey) => !hasKey) } }),
  'validation examples': (stop) => ({ data: { train, validation: hangingSource(stop, validation, () => true) } }),
  ...Object.fromEntries(
    ['start', 'step', 'validation', 'epoch', 'checkpoint'].map((kind) => [
      `a callback at ${kind}`,
      (stop: AbortController) => ({ callbacks: [{ [kind]: () => hanging(stop) }] }),
    ]),
  ),
}

test.each(Object.entries(waits))('a run that waits for %s is stopped, with its checkpoint', async (_, options) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const [stop, store] = [new AbortController(), memoryStore()]
  const run = fit(build(), { ...settings, checkpoint: { store }, signal: stop.signal, ...options(stop) })
  for (let i = 0; i < 30; i++) await vi.advanceTimersByTimeAsync(100)
  expect(await run).toMatchObject({ stopped: 'aborted' })
  expect(store.saved.length).toBeGreaterThan(0)
  expect(vi.getTimerCount()).toBe(0)
})

test.each(['run', 'best-1'] as const)('a store whose %s does not come back fails the run', async (slot) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const [stop, store] = [new AbortController(), memoryStore()]
  const seen: AbortSignal[] = []
  const stuck = {
    ...store,
    name: slot,
    save: (_: Uint8Array, { signal }: { readonly signal?: AbortSignal } = {}) => {
      seen.push(signal!)
      return hanging(stop)
    },
  }
  const checkpoint = { store: slot === 'run' ? stuck : { ...store, sibling: () => stuck }, best: {} }
  const run = fit(build(), { ...settings, checkpoint, signal: stop.signal })
  const refused = expect(run).rejects.toThrow(`The checkpoint ${slot} was not written 30 seconds after the signal`)
  for (let i = 0; i < 29; i++) await vi.advanceTimersByTimeAsync(1000)
  expect(seen.map(({ aborted }) => aborted)).toEqual([false])
  await vi.advanceTimersByTimeAsync(2000)
  await refused
  expect(seen[0]!.aborted).toBe(true)
})

test('a store that does not come back with its checkpoint fails the run before it takes a step', async () => {
  const stop = new AbortController()
  const store = { ...memoryStore(), load: () => hanging(stop) }
  await expect(fit(build(), { ...settings, resume: true, checkpoint: { store }, signal: stop.signal })).rejects.toThrow(
    'fit was stopped by its signal while it read the checkpoint',
  )
})

test('a source gets the signal, and one that rejects by it ends the run as well', async () => {
  const stop = new AbortController()
  const source = asSource(train)
  const listening: DataSource = {
    ...source,
    fingerprint: '',
    fetch: (rows, fetchKey, { signal } = {}) =>
      fetchKey
        ? source.fetch(rows)
        : new Promise((_, reject) => {
            ;(signal as unknown as EventTarget).addEventListener('abort', () => reject(new Error('aborted')))
            setTimeout(() => stop.abort(), 5)
          }),
  }
  const store = memoryStore()
  const run = await fit(build(), {
    ...settings,
    data: { train: listening },
    signal: stop.signal,
    checkpoint: { store },
  })
  expect(run).toMatchObject({ stopped: 'aborted', steps: 3, history: [] })
})

test('a run stopped while it measures goes on to the same bits, averages and statistics too', async () => {
  const whole = build()
  const options = { ...settings, earlyStopping: { patience: 9 }, validateEvery: { steps: 2 } }
  const { history, validations } = await fit(whole, options)
  const timeless = (records: typeof history) => records.map(({ seconds, examplesPerSecond, ...rest }) => rest)
  // The n-th fetch of the measured data, of training and validation, stops the run.
  for (let at = 1; at <= 10; at++) {
    const store = memoryStore()
    const stop = new AbortController()
    let fetched = 0
    const stopping = (data: Dataset): DataSource => {
      const source = asSource(data)
      return {
        ...source,
        fingerprint: source.fingerprint,
        fetch: (rows, fetchKey) => {
          if (!fetchKey && ++fetched === at) stop.abort()
          return source.fetch(rows, fetchKey)
        },
      }
    }
    const data = { train: stopping(train), validation: stopping(validation) }
    const run = await fit(build(), { ...options, data, signal: stop.signal, checkpoint: { store } })
    expect(run.stopped).toBe('aborted')
    const resumed = build()
    const rest = await fit(resumed, { ...options, checkpoint: { store }, resume: true })
    expect(tensors(resumed)).toEqual(tensors(whole))
    expect(timeless(rest.history)).toEqual(timeless(history))
    expect(rest.validations).toEqual(validations)
  }
})

test('evaluate does not wait for examples after its signal, and throws its reason', async () => {
  const stop = new AbortController()
  const source = hangingSource(stop, train, () => true)
  const model = build()
  await fit(model, { ...settings, epochs: 1 })
  await expect(evaluate(model, source, { signal: stop.signal })).rejects.toThrow('enough')
})
