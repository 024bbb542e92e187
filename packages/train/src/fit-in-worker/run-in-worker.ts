import type { StopSignal } from '../batches/event-loop.ts'
import { STOPPED } from '../evaluate/stopped.ts'
import type { FitResult } from '../run/fit-options.ts'
import { TrainError, textOf } from '../train-error.ts'
import { answerOf } from '../workers/asks.ts'
import type { ModelPart } from '../workers/model-part.ts'
import { errorOf } from '../workers/posted-error.ts'
import { atPlace } from '../workers/posted-place.ts'
import { listenTo, type NodeWorker, type PageWorker, REFUSED, type Thread } from '../workers/thread.ts'
import type { FitInWorkerOptions } from './fit-in-worker-options.ts'
import { type Envelope, type FromWorker, type Question, type Start, TAG, type ToWorker } from './messages.ts'
import { ToldCallbacks } from './told-callbacks.ts'

declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare function clearTimeout(timer: unknown): void

/** Milliseconds until a worker must serve. */
const START_LIMIT = 60_000

/** Milliseconds for a stopped run to end. It goes on as long as its checkpoint is being saved. */
const GRACE = 5000

/** What a run in a worker gives. */
export interface EndedRun {
  readonly part: ModelPart
  readonly run: FitResult
}

/** Lets a worker train, and serves its run. @throws {TrainError} where it fails, and STOPPED where the signal stops it. */
export async function runInWorker(worker: PageWorker | NodeWorker, options: FitInWorkerOptions): Promise<EndedRun> {
  if ((worker as { readonly threadId?: number }).threadId === -1)
    throw failed('fitInWorker was given a worker that has ended; make another one.')
  const { signal } = options
  const serving = new WorkerRun(worker, options)
  const abort = (): void => serving.abort()
  signal?.addEventListener?.('abort', abort)
  try {
    return await serving.result
  } finally {
    signal?.removeEventListener?.('abort', abort)
    serving.leave()
  }
}

export function busyWorker(): TrainError {
  return new TrainError(
    'The worker works on another call of fitInWorker; wait until that one has ended, or make another worker.',
    { code: 'in-use' },
  )
}

const failed = (message: string, cause?: unknown): TrainError => new TrainError(message, { code: 'failed', cause })

/** Numbers the runs, whose messages are told apart by it. */
let runs = 0

/** A run in a worker, as main serves it. */
class WorkerRun {
  readonly result: Promise<EndedRun>
  readonly #resolve: (ended: EndedRun) => void
  readonly #reject: (error: unknown) => void
  readonly #run: number = ++runs
  readonly #options: FitInWorkerOptions
  readonly #signal: StopSignal | undefined
  readonly #callbacks: ToldCallbacks
  readonly #thread: Thread
  readonly #timers: unknown[] = []
  #left = false
  #started = false
  #saving: Promise<unknown> = Promise.resolve()
  /** Whether the last checkpoint could not be saved. */
  #unsaved = false

  constructor(worker: PageWorker | NodeWorker, options: FitInWorkerOptions) {
    let [resolve, reject]: [(ended: EndedRun) => void, (error: unknown) => void] = [() => {}, () => {}]
    this.result = new Promise((...settle) => {
      ;[resolve, reject] = settle
    })
    this.#resolve = resolve
    this.#reject = reject
    this.#options = options
    this.#signal = options.signal
    this.#callbacks = new ToldCallbacks(options.callbacks ?? [])
    const message = (data: unknown): void => this.#receive(data)
    this.#thread = listenTo(worker, { message, ended: (why) => this.#ended(why) }, REFUSED)
    this.#after(START_LIMIT, () =>
      reject(
        failed(
          `The worker of fitInWorker did not serve within ${START_LIMIT / 1000} s. Its module ends with serveFit(…), and it may not have been ended. ${REFUSED}.`,
        ),
      ),
    )
    this.#post({ type: 'hello' })
  }

  /** Lets the run end. One that has not begun does not begin. */
  abort(): void {
    if (!this.#started) {
      this.#reject(STOPPED)
      return
    }
    this.#post({ type: 'abort' })
    const error = failed(
      `fitInWorker was stopped by its signal, but the run in the worker has not ended within ${GRACE / 1000} s. Hand the options of main on there, fit(model, { …, ...options }), or end the worker: worker.terminate().`,
      this.#signal?.reason,
    )
    this.#after(GRACE, () => void this.#saving.finally(() => this.#reject(error)))
  }

  /** Hears the worker no longer. */
  leave(): void {
    this.#left = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#thread.leave()
  }

  readonly #hear: { readonly [Type in FromWorker['type']]: (message: Extract<FromWorker, { type: Type }>) => unknown } =
    {
      ready: () => this.#start(),
      busy: () => this.#reject(busyWorker()),
      ask: ({ call, question }) => this.#answer(call, question),
      ended: async (ended) => {
        if (!this.#signal?.aborted) await this.#callbacks.end()
        if (this.#signal?.aborted) throw STOPPED
        this.#resolve(ended)
      },
      failed: (posted) =>
        this.#reject(this.#signal?.aborted && !this.#unsaved ? STOPPED : errorOf(posted, this.#callbacks.thrown)),
    }

  #receive(data: unknown): void {
    const { tag, run, message } = Object(data) as Partial<Envelope<FromWorker>>
    if (this.#left || tag !== TAG || !message || !(run === this.#run || message.type === 'ready')) return
    const heard = async (): Promise<unknown> => this.#hear[message.type](message as never)
    heard().catch((error: unknown) => this.#reject(error))
  }

  #ended(why: string): void {
    this.#post({ type: 'abort' }) // Of a page's worker that goes on after an error.
    this.#reject(failed(`fitInWorker failed: ${why}.`))
  }

  #post(message: ToWorker, transfer?: readonly object[]): void {
    this.#thread.post({ tag: TAG, run: this.#run, message } satisfies Envelope<ToWorker>, transfer)
  }

  #after(milliseconds: number, act: () => void): void {
    this.#timers.push(setTimeout(act, milliseconds))
  }

  #start(): void {
    if (this.#started) return
    this.#started = true
    clearTimeout(this.#timers[0])
    try {
      this.#post(startOf(this.#options, this.#callbacks), this.#options.transfer)
    } catch (error) {
      throw failed(
        `fitInWorker was given settings that cannot be posted to a worker: ${textOf(error)} They are plain values and arrays; functions, models and schedules are made in the worker.`,
        error,
      )
    }
  }

  async #answer(call: number, question: Question): Promise<void> {
    const answer = await answerOf(call, () =>
      question.of === 'event' ? this.#callbacks.tell(question) : this.#atStore(question),
    )
    if (this.#left) return
    try {
      this.#post({ type: 'answer', ...answer })
    } catch (error) {
      this.#post({ type: 'answer', call, error: textOf(error) }) // A store gave what cannot be posted.
    }
  }

  #atStore(question: Question & { readonly of: 'place' }): Promise<unknown> {
    const work = (async () => atPlace(this.#options.checkpoint!.store, question))()
    this.#saving = work.then(
      () => {
        this.#unsaved = false
      },
      () => {
        this.#unsaved = question.save !== undefined
      },
    )
    return work
  }
}

function startOf({ settings, checkpoint, resume }: FitInWorkerOptions, { events }: ToldCallbacks): Start {
  if (!checkpoint) return { type: 'start', settings, events, checkpoint, resume }
  const { store, ...every } = checkpoint
  const { name, sibling } = store
  const posted = { ...(name === undefined ? {} : { name }), siblings: sibling !== undefined, every }
  return { type: 'start', settings, events, checkpoint: posted, resume }
}
