import { STOPPED } from '../evaluate/stopped.ts'
import type { Callback, Events } from '../run/callbacks.ts'
import type { FitResult } from '../run/fit-options.ts'
import { TrainError, textOf } from '../train-error.ts'
import { answerOf } from '../workers/asks.ts'
import type { ModelPart } from '../workers/model-part.ts'
import { errorOf, type PostedError } from '../workers/posted-error.ts'
import { atPlace } from '../workers/posted-place.ts'
import { listenTo, type NodeWorker, type PageWorker, REFUSED, type Thread } from '../workers/thread.ts'
import type { FitInWorkerOptions } from './fit-in-worker-options.ts'
import { type Envelope, type FromWorker, type Question, type Start, TAG, type ToWorker } from './messages.ts'

declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare function clearTimeout(timer: unknown): void

/** Milliseconds until a worker must serve. */
const START_LIMIT = 60_000

/** Milliseconds for a stopped run to end. It goes on as long as its checkpoint is being saved. */
const GRACE = 5000

const KINDS = ['start', 'step', 'validation', 'epoch', 'checkpoint', 'checkpointError', 'stop'] as const

/** What a run in a worker gives. */
export interface EndedRun {
  readonly part: ModelPart
  readonly run: FitResult
}

export function busyWorker(): TrainError {
  return new TrainError(
    'The worker works on another call of fitInWorker; wait until that one has ended, or make another worker.',
    { code: 'in-use' },
  )
}

/** Numbers the runs, whose messages are told apart by it. */
let runs = 0

/** Lets a worker train, and serves its run. @throws {TrainError} where it fails, and STOPPED where the signal stops it. */
export function runInWorker(worker: PageWorker | NodeWorker, options: FitInWorkerOptions): Promise<EndedRun> {
  return new Promise((resolve, reject) => {
    const { signal } = options
    const run = ++runs
    let thread: Thread | undefined
    let settled = false
    let started = false
    let saving: Promise<unknown> = Promise.resolve()
    let unsaved = false
    let events: Promise<unknown> = Promise.resolve()
    let thrown: unknown
    const timers: unknown[] = []
    const settle = (act: () => void): void => {
      if (settled) return
      settled = true
      for (const timer of timers) clearTimeout(timer)
      signal?.removeEventListener?.('abort', abort)
      thread?.leave()
      act()
    }
    const fail = (error: unknown): void => settle(() => reject(error))
    const refuse = (message: string, cause?: unknown): void => fail(new TrainError(message, { code: 'failed', cause }))
    const post = (message: ToWorker, transfer?: readonly object[]): void =>
      thread?.post({ tag: TAG, run, message } satisfies Envelope<ToWorker>, transfer)
    const abort = (): void => {
      if (!started) {
        fail(STOPPED)
        return
      }
      post({ type: 'abort' })
      const late = (): void =>
        refuse(
          `fitInWorker was stopped by its signal, but the run in the worker has not ended within ${GRACE / 1000} s. Hand the options of main on there, fit(model, { …, ...options }), or end the worker: worker.terminate().`,
          signal?.reason,
        )
      timers.push(setTimeout(() => void saving.finally(late), GRACE))
    }
    const start = (): void => {
      if (started) return
      started = true
      clearTimeout(timers[0])
      try {
        post(startOf(options), options.transfer)
      } catch (error) {
        refuse(
          `fitInWorker was given settings that cannot be posted to a worker: ${textOf(error)} They are plain values and arrays; functions, models and schedules are made in the worker.`,
          error,
        )
      }
    }
    const tell = (question: Question & { readonly of: 'event' }): Promise<unknown> => {
      const told = events.then(() => tellCallbacks(options.callbacks ?? [], question))
      events = told.catch((error: unknown) => {
        thrown ??= error
      })
      return told
    }
    const save = (question: Question & { readonly of: 'place' }): Promise<unknown> => {
      const saved = (async () => atPlace(options.checkpoint!.store, question))()
      saving = saved.then(
        () => {
          unsaved = false
        },
        () => {
          unsaved = question.save !== undefined
        },
      )
      return saved
    }
    const hear: { readonly [Type in FromWorker['type']]: (message: Extract<FromWorker, { type: Type }>) => void } = {
      ready: start,
      busy: () => fail(busyWorker()),
      async ask({ call, question }) {
        const answer = await answerOf(call, () => (question.of === 'event' ? tell(question) : save(question)))
        if (!settled) post({ type: 'answer', ...answer })
      },
      async ended({ part, run }) {
        if (!signal?.aborted) await events // Of a step that is still being told.
        if (thrown !== undefined && !signal?.aborted) fail(eventFailure(thrown))
        else if (signal?.aborted) fail(STOPPED)
        else settle(() => resolve({ part, run }))
      },
      failed: (posted) => fail(signal?.aborted && !unsaved ? STOPPED : errorOf(posted, thrown)),
    }
    if ((worker as { readonly threadId?: number }).threadId === -1)
      return refuse('fitInWorker was given a worker that has ended; make another one.')
    thread = listenTo(
      worker,
      {
        message(data) {
          const { tag, run: of, message } = Object(data) as Partial<Envelope<FromWorker>>
          if (settled || tag !== TAG || !message) return
          if (of === run || message.type === 'ready') hear[message.type](message as never)
        },
        ended(why) {
          post({ type: 'abort' }) // Of a page's worker that goes on after an error.
          refuse(`fitInWorker failed: ${why}.`)
        },
      },
      REFUSED,
    )
    timers.push(
      setTimeout(
        () =>
          refuse(
            `The worker of fitInWorker did not serve within ${START_LIMIT / 1000} s. Its module ends with serveFit(…), and it may not have been ended. ${REFUSED}.`,
          ),
        START_LIMIT,
      ),
    )
    signal?.addEventListener?.('abort', abort)
    post({ type: 'hello' })
  })
}

function startOf({ settings, callbacks = [], checkpoint, resume }: FitInWorkerOptions): Start {
  return {
    type: 'start',
    settings,
    events: KINDS.filter((kind) => callbacks.some((callback) => callback[kind])),
    checkpoint: checkpoint && {
      ...(checkpoint.store.name === undefined ? {} : { name: checkpoint.store.name }),
      siblings: checkpoint.store.sibling !== undefined,
      every: everyOf(checkpoint),
    },
    resume,
  }
}

function everyOf({
  store,
  ...every
}: NonNullable<FitInWorkerOptions['checkpoint']>): NonNullable<Start['checkpoint']>['every'] {
  return every
}

function eventFailure(error: unknown): TrainError {
  return new TrainError(`The callback of main failed at the event step: ${textOf(error)}`, {
    code: 'failed',
    cause: error,
  })
}

/** Tells the callbacks of main an event, one after another. The result is 'stop' where one of them asks for it. */
async function tellCallbacks(
  callbacks: readonly Callback[],
  { kind, event }: Question & { readonly of: 'event' },
): Promise<'stop' | undefined> {
  let answer: 'stop' | undefined
  const heard = kind === 'checkpointError' ? heardError(event) : event
  for (const callback of callbacks) if ((await callback[kind]?.(heard as never)) === 'stop') answer = 'stop'
  return answer
}

function heardError(event: unknown): Events['checkpointError'] {
  const { step, error } = event as { readonly step: number; readonly error: PostedError }
  return { step, error: errorOf(error) }
}
