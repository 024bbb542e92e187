import { WasmError } from '../wasm-error.ts'
import { type CompiledModule, type Memory, nodeModule, platform } from './platform.ts'

/** The program of a worker: it makes an instance on the shared memory, reports that it is ready, and enters `work`, which never returns. */
const WORKER = `({ module, memory, thread }, report) => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  report('ready')
  exports.work(thread)
}`
const IN_NODE = `const { parentPort, workerData } = require('node:worker_threads');(${WORKER})(workerData, (message) => parentPort.postMessage(message))`
const IN_BROWSER = `onmessage = ({ data }) => (${WORKER})(data, (message) => postMessage(message))`

/** The time in which a worker must start, in milliseconds. */
const START_LIMIT = 10_000

interface Start {
  readonly module: CompiledModule
  readonly memory: Memory
  readonly thread: number
}

export interface WorkerHandle {
  terminate(): unknown
}

/**
 * Starts the threads 1 … threads − 1 and waits until each is ready. They never keep a process alive. `onLost` is called when one ends,
 * which happens only if it is killed.
 */
export async function startWorkers(
  module: CompiledModule,
  memory: Memory,
  threads: number,
  onLost: (reason: string) => void,
): Promise<WorkerHandle[]> {
  const starts = Array.from({ length: threads - 1 }, (_, i) => startWorker({ module, memory, thread: i + 1 }, onLost))
  const settled = await Promise.allSettled(starts)
  const handles = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failed = settled.find((result) => result.status === 'rejected')
  if (!failed) return handles
  for (const handle of handles) void handle.terminate()
  throw failed.reason
}

function startWorker(start: Start, onLost: (reason: string) => void): Promise<WorkerHandle> {
  return new Promise((resolve, reject) => {
    const late = (): void =>
      reject(new WasmError(`Thread ${start.thread} of the WASM backend did not start within ${START_LIMIT / 1000} s.`))
    const failed = (error: unknown): void =>
      reject(
        new WasmError(`Thread ${start.thread} of the WASM backend did not start: ${messageOf(error)}`, {
          cause: error,
        }),
      )
    const timer = platform.setTimeout(late, START_LIMIT)
    const ready = (handle: WorkerHandle): void => {
      platform.clearTimeout(timer)
      resolve(handle)
    }
    const threads = nodeModule('node:worker_threads')
    if (threads) {
      const worker = new threads.Worker(IN_NODE, { eval: true, workerData: start, execArgv: [], env: {} })
      worker.on('message', () => {
        worker.unref()
        ready(worker)
      })
      worker.on('error', failed)
      worker.on('exit', () => {
        failed('it ended')
        onLost(`thread ${start.thread} ended`)
      })
      return
    }
    const url = platform.URL!.createObjectURL(new platform.Blob!([IN_BROWSER], { type: 'text/javascript' }))
    const worker = new platform.Worker!(url)
    worker.onmessage = () => {
      platform.URL!.revokeObjectURL(url)
      ready(worker)
    }
    worker.onerror = (event) => {
      failed(event.message ?? 'a script error')
      onLost(`thread ${start.thread} ended`)
    }
    worker.postMessage(start)
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

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
