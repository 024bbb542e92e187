import { WasmError } from '../wasm-error.ts'
import { type CompiledModule, type Memory, nodeModule, platform } from './platform.ts'

/** A worker's whole program: it makes an instance on the shared memory, says so, and goes to work inside it for good. */
const LIFE = `({ module, memory, thread }, say) => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  say('ready')
  exports.work(thread)
}`
const IN_NODE = `const { parentPort, workerData } = require('node:worker_threads');(${LIFE})(workerData, (said) => parentPort.postMessage(said))`
const IN_BROWSER = `onmessage = ({ data }) => (${LIFE})(data, (said) => postMessage(said))`

/** How long a worker may take to start, in milliseconds. */
const START = 10_000

interface Start {
  readonly module: CompiledModule
  readonly memory: Memory
  readonly thread: number
}

export interface WorkerHandle {
  terminate(): unknown
}

/**
 * Starts the threads 1 … threads − 1 and waits until each is ready. They never keep a process alive. `onLost` hears of one that
 * ends, which only happens when it is killed.
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
      reject(new WasmError(`Thread ${start.thread} of the WASM backend did not start within ${START / 1000} s.`))
    const failed = (error: unknown): void =>
      reject(
        new WasmError(`Thread ${start.thread} of the WASM backend did not start: ${messageOf(error)}`, {
          cause: error,
        }),
      )
    const timer = platform.setTimeout(late, START)
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

/** More threads than this gain little in memory-bound work. */
const MOST = 8

/** Threads worth using here: one per processor, at most eight; one where memory cannot be shared. */
export function availableThreads(): number {
  const processors = nodeModule('node:os')?.availableParallelism() ?? platform.navigator?.hardwareConcurrency ?? 1
  return canShareMemory() ? Math.max(1, Math.min(processors, MOST)) : 1
}

/** Whether threads can share memory: always in Node, in browsers when the page is cross-origin isolated. */
export function canShareMemory(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false
  return nodeModule('node:worker_threads') !== undefined || (platform.crossOriginIsolated === true && !!platform.Worker)
}
