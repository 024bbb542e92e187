import { type AnyModel, disposeParams, isInitialized } from '@thinned/nn'
import { formatValue } from '@thinned/schema'
import { checkpointStore } from '../checkpoint/checkpoint-store.ts'
import type { Callback } from '../run/callbacks.ts'
import type { FitOptions, FitResult } from '../run/fit-options.ts'
import type { UnmeasuredEpochRecord } from '../run/records.ts'
import { TrainError } from '../train-error.ts'
import { Asks } from '../workers/asks.ts'
import { partOf } from '../workers/model-part.ts'
import { postedError } from '../workers/posted-error.ts'
import { postedPlace } from '../workers/posted-place.ts'
import { nodeScope, pageScope, type WorkerScope } from '../workers/worker-scope.ts'
import { type Envelope, type FromWorker, type Question, type Start, TAG, type ToWorker } from './messages.ts'
import { postedCallback } from './posted-callback.ts'

// Every platform has it; the library's type environment, free of Node and DOM, does not know it.
declare const AbortController: new () => { readonly signal: AbortSignal; abort(): void }

/** The options of main for `fit` in the worker, all of them: `fit(model, { …, ...options })`. */
export interface ServedFitOptions {
  /** Aborts when main's signal does. */
  readonly signal: AbortSignal
  /** One callback, which tells those of main. With callbacks of your own: `callbacks: [...options.callbacks, mine]`. */
  readonly callbacks: readonly Callback[]
  /** With a checkpoint of main: its store is asked. */
  readonly checkpoint?: NonNullable<FitOptions['checkpoint']>
  readonly resume?: boolean
}

/** What a served function returns. */
export interface ServedFit {
  /** The trained model. The worker frees its tensors when main has them. */
  readonly model: AnyModel
  /** What `fit` returned. */
  readonly run: FitResult<UnmeasuredEpochRecord>
}

/**
 * Makes a worker train for `fitInWorker`: the last line of its module. Main makes the worker, by
 * `new Worker(new URL('./train.js', import.meta.url), { type: 'module' })`, or in Node by the Worker of node:worker_threads. In the main thread it does nothing,
 * so that main may import from the module.
 *
 * @param train Trains a model, and returns it with its run. It gets the settings of main, and the options that belong into `fit`: the signal, and
 *   callbacks and checkpoints of main. Data is made or fetched here.
 * @example
 * ```ts
 * import { twoMoons } from '@thinned/data'
 * import { linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { adam, fit, serveFit } from '@thinned/train'
 *
 * console.log(
 *   serveFit(async ({ epochs }: { epochs: number }, options) => {
 *     const model = linear(2, 2)
 *     const data = { train: twoMoons({ size: 100, key: key(1) }) }
 *     const run = await fit(model, { data, loss: 'crossEntropy', epochs, batchSize: 20, optimizer: adam(), key: key(42), ...options })
 *     return { model, run }
 *   }),
 * ) // undefined
 * ```
 */
export function serveFit<Settings>(
  train: (settings: Settings, fromMain: ServedFitOptions) => ServedFit | Promise<ServedFit>,
): void {
  if (typeof train !== 'function')
    throw new TrainError(
      `serveFit was given ${formatValue(train)}; it takes a function that trains a model, and returns { model, run }.`,
    )
  const scope = pageScope() ?? nodeScope()
  if (!scope) return
  const served = new Served(train as ServedFunction, scope)
  scope.listen((data) => {
    const { tag, run, message } = Object(data) as Partial<Envelope<ToWorker>>
    if (tag === TAG && message) served.hear(run!, message)
  })
  if (scope.announces) scope.post({ tag: TAG, run: 0, message: { type: 'ready' } } satisfies Envelope<FromWorker>)
}

type ServedFunction = (settings: unknown, options: ServedFitOptions) => unknown

/** The run of main that a worker trains. */
interface Current {
  readonly run: number
  readonly stop: InstanceType<typeof AbortController>
  readonly asks: Asks<Question>
}

class Served {
  readonly #train: ServedFunction
  readonly #scope: WorkerScope
  #current: Current | undefined

  constructor(train: ServedFunction, scope: WorkerScope) {
    this.#train = train
    this.#scope = scope
  }

  hear(run: number, message: ToWorker): void {
    const current = this.#current
    if (message.type === 'hello') this.#send(run, { type: 'ready' })
    else if (message.type === 'start') {
      if (current) this.#send(run, { type: 'busy' })
      else void this.#serve(run, message)
    } else if (current?.run === run) {
      if (message.type === 'abort') current.stop.abort()
      else current.asks.hear(message)
    }
  }

  #send(run: number, message: FromWorker): void {
    this.#scope.post({ tag: TAG, run, message } satisfies Envelope<FromWorker>)
  }

  async #serve(run: number, start: Start): Promise<void> {
    const asks = new Asks<Question>((call, question) => this.#send(run, { type: 'ask', call, question }))
    this.#current = { run, stop: new AbortController(), asks }
    try {
      const served: unknown = await this.#train(start.settings, optionsOf(this.#current, start))
      checkServed(served)
      const part = await partOf(served.model)
      this.#current = undefined
      this.#send(run, { type: 'ended', run: withoutStores(served.run as FitResult), part })
      disposeParams(served.model)
    } catch (error) {
      this.#current = undefined
      this.#send(run, { type: 'failed', ...postedError(error) })
    }
  }
}

function optionsOf({ stop, asks }: Current, { events, checkpoint, resume }: Start): ServedFitOptions {
  return {
    signal: stop.signal,
    callbacks: [postedCallback(events, (kind, event) => asks.ask({ of: 'event', kind, event }))],
    ...(checkpoint && {
      checkpoint: {
        store: checkpointStore(postedPlace((question) => asks.ask({ of: 'place', ...question }), checkpoint)),
        ...checkpoint.every,
      },
    }),
    ...(resume === undefined ? {} : { resume }),
  }
}

function checkServed(served: unknown): asserts served is ServedFit {
  const { model, run } = Object(served) as Partial<ServedFit>
  if (typeof model?.forward !== 'function' || !Array.isArray(run?.history))
    throw new TrainError(
      `The function of serveFit returned ${formatValue(served)}; it returns the model and what fit returned: const run = await fit(model, { …, ...options }), then return { model, run }.`,
    )
  if (!isInitialized(model))
    throw new TrainError(
      'The function of serveFit returned a model without parameters yet; it trains it with fit, and returns it then.',
    )
}

/** A store cannot be posted: main has it. */
function withoutStores(run: FitResult): FitResult {
  return run.best ? { ...run, best: run.best.map(({ store, ...best }) => best) as never } : run
}
