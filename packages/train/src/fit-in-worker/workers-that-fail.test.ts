import { layerFactories as layers } from '@thinned/nn'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  checkpointStore,
  type FitInWorkerOptions,
  fitInWorker,
  type PageWorker,
  serveFit,
  TrainError,
} from '../index.ts'

type Message = Readonly<Record<string, unknown>> & { readonly type: string }

/** A worker of a page that answers a message by others. */
class FakeWorker implements PageWorker {
  readonly heard: string[] = []
  readonly listeners = new Map<string, ((event: never) => void)[]>()
  readonly #answer: (message: Message) => readonly Message[]

  constructor(answer: (message: Message) => readonly Message[]) {
    this.#answer = answer
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener])
  }

  removeEventListener(type: string, listener: (event: never) => void): void {
    this.listeners.set(
      type,
      this.listeners.get(type)!.filter((each) => each !== listener),
    )
  }

  terminate(): void {}

  dispatch(type: string, event: object): void {
    for (const listener of this.listeners.get(type) ?? []) listener(event as never)
  }

  postMessage(posted: unknown): void {
    const { message, ...envelope } = posted as { readonly message: Message }
    this.heard.push(message.type)
    for (const answer of this.#answer(message))
      queueMicrotask(() => this.dispatch('message', { data: { ...envelope, message: answer } }))
  }
}

const ready: Message = { type: 'ready' }
const part = { kind: 'relu', options: {}, functions: [], params: {}, state: {}, children: {} }
const ended: Message = { type: 'ended', run: { history: [] }, part }
const step = (call: number): Message => ({ type: 'ask', call, question: { of: 'event', kind: 'step', event: {} } })

/** What fitInWorker throws of such a worker. */
const errorOf = (worker: PageWorker, options: Partial<FitInWorkerOptions> = {}): Promise<unknown> =>
  fitInWorker(worker, { layers, ...options }).then(
    () => undefined,
    (error: unknown) => error,
  )

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a worker that does not serve is said, and is heard no longer', async () => {
  const worker = new FakeWorker(() => [])
  const error = errorOf(worker)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await error).toBeInstanceOf(TrainError)
  expect(String(await error)).toMatch(
    /did not serve within 60 s\. Its module ends with serveFit\(…\).*Content Security Policy/,
  )
  expect([...worker.listeners.values()].flat()).toEqual([])
})

test('a worker that the browser refuses without a reason is explained', async () => {
  const worker = new FakeWorker(() => [])
  const error = errorOf(worker)
  await vi.advanceTimersByTimeAsync(0)
  worker.dispatch('error', { message: '' })
  expect(String(await error)).toMatch(
    /^TrainError: fitInWorker failed: its worker failed: the browser did not say why\. Its file/,
  )
})

test('a run that does not hear its signal is said, and the worker is busy until it has ended', async () => {
  const stop = new AbortController()
  const worker = new FakeWorker(({ type }) => (type === 'hello' ? [ready] : []))
  const error = errorOf(worker, { signal: stop.signal })
  await vi.advanceTimersByTimeAsync(0)
  stop.abort('enough')
  await vi.advanceTimersByTimeAsync(5000)
  expect(String(await error)).toMatch(
    /has not ended within 5 s\. Hand the options of main on there.*worker\.terminate\(\)/,
  )
  expect(await error).toMatchObject({ cause: 'enough', code: 'failed' })
  expect(worker.heard).toEqual(['hello', 'start', 'abort'])
})

test('a checkpoint that cannot be saved after the signal is the error', async () => {
  const stop = new AbortController()
  const saving: Message = { type: 'ask', call: 0, question: { of: 'place', path: [], save: new Uint8Array(1) } }
  const worker = new FakeWorker(({ type }) => {
    if (type === 'hello') return [ready]
    if (type === 'abort') return [saving]
    return type === 'answer' ? [{ type: 'failed', error: 'Not saved.', stack: '', code: 'failed' }] : []
  })
  const store = checkpointStore({
    load: async () => undefined,
    save: async () => {
      throw new Error('Full')
    },
  })
  const error = errorOf(worker, { signal: stop.signal, checkpoint: { store } })
  await vi.advanceTimersByTimeAsync(0)
  stop.abort('enough')
  await vi.advanceTimersByTimeAsync(0)
  expect(String(await error)).toBe('TrainError: Not saved.')
})

test('what a callback of the last step throws is not lost', async () => {
  const worker = new FakeWorker(({ type }) => (type === 'hello' ? [ready] : type === 'start' ? [step(0), ended] : []))
  const thrown = new Error('No')
  const callbacks = [
    {
      async step() {
        await Promise.resolve()
        throw thrown
      },
    },
  ]
  expect(await errorOf(worker, { callbacks })).toMatchObject({
    message: 'The callback of main failed at the event step: No.',
    cause: thrown,
  })
})

test('it serves in workers, and nowhere else', () => {
  const posted: unknown[] = []
  const serve = (globals: object): void => {
    const given = { postMessage: (message: unknown) => posted.push(message), addEventListener: () => {}, ...globals }
    for (const [name, value] of Object.entries(given)) vi.stubGlobal(name, value)
    serveFit(() => ({}) as never)
    vi.unstubAllGlobals()
  }
  serve({})
  serve({ Bun: { isMainThread: true } })
  expect(posted).toEqual([])
  serve({ WorkerGlobalScope: class {} })
  expect(posted).toEqual([{ tag: 'thinned fit', run: 0, message: { type: 'ready' } }])
})

test('what is no worker, and a model that cannot come back, are refused before anything', async () => {
  expect(String(await errorOf('./train.js' as never))).toContain(
    'fitInWorker was given "./train.js" as its worker; it takes new Worker(new URL(',
  )
  const worker = new FakeWorker(() => [])
  expect(String(await errorOf(worker, { layers: undefined as never }))).toContain(
    'fitInWorker was given neither a model to fill nor layers',
  )
  expect(worker.heard).toEqual([])
})
