import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { Key } from '@thinned/rng'
import type { JsonObject, JsonValue } from '../json.ts'
import { SearchError } from '../search-error.ts'
import type { PlannedTrial, TrialRecord } from './trial-record.ts'

/** The module of the thread, with the extension of this module: .ts among the sources, .js in the package. */
function threadOf(url: string | undefined): URL {
  const extension = url && new URL(url).pathname.match(/\.\w+$/)?.[0]
  if (extension) return new URL(`./trial-thread${extension}`, url)
  throw new SearchError(`${START} its module cannot be found from ${url}. ${BUNDLED}`)
}

const START = 'The thread of a trial cannot be started:'
const BUNDLED = 'Leave @thinned/search out of a bundle (external), since it starts threads from its own files.'

/** Flags that decide how modules are found and loaded. */
const LOADING = /^(--conditions|-C|--import|--require|-r|--loader|--experimental-loader)(=|$)/

/** A program from text has the flag --input-type and others, which a thread, whose program is a file, refuses: only those of loading pass. */
function flagsOf(flags: readonly string[]): { readonly execArgv?: string[] } {
  if (!flags.some((flag) => flag.startsWith('--input-type'))) return {}
  const passes = (flag: string | undefined, apart: boolean): boolean =>
    flag !== undefined && LOADING.test(flag) && !(apart && flag.includes('='))
  return { execArgv: flags.filter((flag, i) => passes(flag, false) || passes(flags[i - 1], true)) }
}

/** Milliseconds for an aborted trial to end by itself. */
const GRACE = 1000

export interface TrialRun {
  readonly module: string
  readonly planned: PlannedTrial
  readonly key: Key
  readonly signal: AbortSignal
  /** Seconds. Undefined: no limit. */
  readonly limit: number | undefined
  onReport(progress: JsonValue): Promise<void>
}

/**
 * Runs a trial in a separate thread, so that trials share nothing. Resolves to its record, or to undefined if it was aborted.
 *
 * @throws {SearchError} where the thread cannot start, or the module cannot be loaded or has no trial.
 */
export async function runTrial(
  run: TrialRun,
  thread: URL = threadOf(import.meta.url),
): Promise<TrialRecord | undefined> {
  const { module, planned, key, signal, limit } = run
  if (signal.aborted) return undefined
  const began = performance.now()
  const start: ThreadStart = { module, planned, key: [key[0], key[1]], token: randomUUID() }
  const worker = new Worker(thread, { workerData: start, ...flagsOf(process.execArgv) })
  let forced: NodeJS.Timeout | undefined
  const abort = (): void => {
    worker.postMessage('abort')
    forced = setTimeout(() => worker.terminate(), GRACE)
  }
  signal.addEventListener('abort', abort, { once: true })
  let late = false
  const timer =
    limit === undefined
      ? undefined
      : setTimeout(() => {
          late = true
          abort()
        }, limit * 1000)
  try {
    const ended = await outcomeOf(worker, run, start.token)
    const outcome: Outcome = late ? { error: `The trial took longer than ${limit} s, and was ended.` } : ended
    return signal.aborted ? undefined : { ...planned, ...outcome, seconds: (performance.now() - began) / 1000 }
  } finally {
    signal.removeEventListener('abort', abort)
    clearTimeout(timer)
    clearTimeout(forced)
    await worker.terminate()
  }
}

type Outcome = { readonly value: number; readonly details?: JsonObject } | { readonly error: string }

function outcomeOf(worker: Worker, { module, signal, onReport }: TrialRun, token: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let told: Promise<void> = Promise.resolve()
    let outcome: Outcome | undefined
    let started = false
    const end = (error: string): void => {
      if (started || signal.aborted) settle({ error })
      else reject(new SearchError(`${START} ${error} ${BUNDLED}`))
    }
    // The first one counts, once the callbacks have heard every report.
    const settle = (first: Outcome): void => {
      outcome ??= first
      told.then(() => resolve(outcome!), reject)
    }
    worker.on(
      'message',
      (envelope: { readonly token?: unknown; readonly message: ThreadMessage } | null | undefined) => {
        // A trial may post messages of its own.
        if (envelope?.token !== token) return
        const { message } = envelope
        if (message.type === 'started') started = true
        else if (message.type === 'report') {
          told = told.then(() => (signal.aborted ? undefined : onReport(message.progress)))
          told.catch(reject)
        } else if (message.type === 'answer') {
          const details: JsonObject = JSON.parse(message.details)
          settle({ value: message.value, ...(Object.keys(details).length > 0 ? { details } : {}) })
        } else if (message.type === 'failed') settle({ error: message.error })
        else reject(new SearchError(`The trial ${module} cannot be run: ${message.reason}.`))
      },
    )
    worker.on('error', (error: unknown) => end(String(error)))
    worker.on('exit', (code) => end(`The trial ended its thread, with the exit code ${code}.`))
  })
}

/** The data that a thread starts with. */
export interface ThreadStart {
  readonly module: string
  readonly planned: PlannedTrial
  readonly key: readonly [number, number]
  /** Marks the messages of the thread, apart from those that a trial posts. */
  readonly token: string
}

/** The messages of a thread. The details of an answer are JSON text, as in the log. */
export type ThreadMessage =
  | { readonly type: 'started' }
  | { readonly type: 'report'; readonly progress: JsonValue }
  | { readonly type: 'answer'; readonly value: number; readonly details: string }
  | { readonly type: 'failed'; readonly error: string }
  | { readonly type: 'unusable'; readonly reason: string }
