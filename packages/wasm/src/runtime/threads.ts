import { TABLE_PLACES } from '../linking/linker.ts'
import { messageOf, WasmError } from '../wasm-error.ts'
import { type BrowserWorker, type CompiledModule, type Memory, nodeModule, platform } from './platform.ts'

/**
 * The program of a worker. It makes an instance of each module that it gets, on the shared memory and its own table, and enters `work` of the
 * first one, which returns when there are more modules.
 */
const WORKER = `({ memory, thread }) => {
  const table = new WebAssembly.Table({ element: 'anyfunc', initial: ${TABLE_PLACES} })
  const instances = []
  return (module) => {
    instances.push(new WebAssembly.Instance(module, { env: { memory, table } }))
    instances[0].exports.work(thread, instances.length)
  }
}`
const IN_NODE = `const { parentPort, workerData } = require('node:worker_threads')
parentPort.on('message', (${WORKER})(workerData))
parentPort.postMessage('ready')`
const IN_BROWSER = `onmessage = ({ data }) => {
  const take = (${WORKER})(data)
  onmessage = ({ data }) => take(data)
  postMessage('ready')
}`

/** The time in which a worker must start, in milliseconds. */
const START_LIMIT = 10_000

interface Start {
  readonly memory: Memory
  readonly thread: number
}

export interface WorkerHandle {
  postMessage(module: CompiledModule): void
  terminate(): unknown
}

/**
 * Starts the threads 1 … threads − 1 and waits until each is ready to take modules. They never keep a process alive. `onLost` is called when one
 * ends, which happens only if it is killed.
 */
export async function startWorkers(
  memory: Memory,
  threads: number,
  onLost: (reason: string) => void,
): Promise<WorkerHandle[]> {
  const starts = Array.from({ length: threads - 1 }, (_, i) => startWorker({ memory, thread: i + 1 }, onLost))
  const settled = await Promise.allSettled(starts)
  const handles = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failed = settled.find((result) => result.status === 'rejected')
  if (!failed) return handles
  for (const handle of handles) void handle.terminate()
  throw failed.reason
}

function startWorker(start: Start, onLost: (reason: string) => void): Promise<WorkerHandle> {
  return new Promise((resolve, reject) => {
    let state: 'starting' | 'ready' | 'failed' = 'starting'
    let handle: WorkerHandle | undefined
    const fail = (sentence: string, cause?: unknown): void => {
      if (state !== 'starting') return
      state = 'failed'
      platform.clearTimeout(timer)
      void handle?.terminate()
      reject(new WasmError(sentence, { code: 'failed', cause }))
    }
    const listener: StartListener = {
      ready(worker) {
        if (state !== 'starting') return
        state = 'ready'
        platform.clearTimeout(timer)
        resolve(worker)
      },
      ended(error) {
        if (state === 'ready') onLost(`thread ${start.thread} ended`)
        else fail(`Thread ${start.thread} of the WASM backend did not start: ${messageOf(error)}`, error)
      },
    }
    const timer = platform.setTimeout(
      () => fail(`Thread ${start.thread} of the WASM backend did not start within ${START_LIMIT / 1000} s.`),
      START_LIMIT,
    )
    try {
      handle = nodeModule('node:worker_threads') ? startInNode(start, listener) : startInBrowser(start, listener)
    } catch (error) {
      listener.ended(error)
    }
  })
}

interface StartListener {
  ready(worker: WorkerHandle): void
  /** The worker ended, or could not start. */
  ended(error: unknown): void
}

function startInNode(start: Start, { ready, ended }: StartListener): WorkerHandle {
  const threads = nodeModule('node:worker_threads')!
  const worker = new threads.Worker(IN_NODE, { eval: true, workerData: start, execArgv: [], env: {} })
  worker.on('message', () => {
    worker.unref()
    ready(worker)
  })
  worker.on('error', ended)
  worker.on('exit', () => ended('it ended'))
  return worker
}

function startInBrowser(start: Start, { ready, ended }: StartListener): WorkerHandle {
  const url = platform.URL!.createObjectURL(new platform.Blob!([IN_BROWSER], { type: 'text/javascript' }))
  const release = (): void => platform.URL!.revokeObjectURL(url)
  let worker: BrowserWorker | undefined
  try {
    worker = new platform.Worker!(url)
    const started = worker
    worker.onmessage = () => {
      release()
      ready(started)
    }
    worker.onerror = (event) => {
      release()
      ended(event.message || BLOCKED)
    }
    worker.postMessage(start)
    return worker
  } catch (error) {
    release()
    worker?.terminate()
    throw new Error(`${messageOf(error)}. ${POLICY}`, { cause: error })
  }
}

const POLICY =
  "Where the page has a Content Security Policy, its worker-src must allow blob: (worker-src 'self' blob:)."
/** A policy stops a worker without a message. */
const BLOCKED = `the browser did not say why. ${POLICY}`

/** More threads gain little where memory bandwidth is the limit. */
const MOST_THREADS = 8

/** The default number of threads: one for each processor, at most eight; one where memory cannot be shared. */
export function availableThreads(): number {
  const processors = nodeModule('node:os')?.availableParallelism() ?? platform.navigator?.hardwareConcurrency ?? 1
  return canShareMemory() ? Math.max(1, Math.min(processors, MOST_THREADS)) : 1
}

/** Whether threads can share memory: in Node always, in a browser if the page is cross-origin isolated. */
export function canShareMemory(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false
  return nodeModule('node:worker_threads') !== undefined || (platform.crossOriginIsolated === true && !!platform.Worker)
}
