import { Worker } from 'node:worker_threads'
import { formatValue } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import type { Arrays } from '../../dataset/arrays.ts'
import type { DataSource } from '../../dataset/data-source.ts'
import type { Dataset, Values } from '../../dataset/dataset.ts'
import { checkListOfRows } from '../../dataset/take.ts'
import type { FetchRequest, SourceFacts, SourceMessage, SourceRequest } from './source-messages.ts'

declare global {
  /** As TypeScript's lib `esnext.disposable` has it, so that the declarations compile without that lib. */
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol
  }
}

/** A source that runs in a separate thread. */
export interface WorkerSource<Inputs extends Arrays = Values, Targets extends Arrays = Values>
  extends DataSource<Inputs, Targets> {
  /** Ends the thread. Running and later fetches fail. */
  dispose(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

interface Waiting {
  resolve(batch: Dataset<Arrays, Arrays>): void
  reject(error: Error): void
}

/**
 * Runs the source of a module in a separate thread: it reads, decodes and augments during training, as far ahead as the trainer fetches. The
 * default export of the module is a DataSource, or a function that makes one from `options` (a structured clone). Arrays are transferred,
 * not copied: the module must not keep what its `fetch` returns. The signal of a fetch ends the wait for it, not the work of the thread. An idle thread does not keep the process alive.
 *
 * @throws {DataError} with the message of an error in the thread, on creation or on a fetch.
 * @example
 * ```ts
 * import { workerSource } from '@thinned/data/node'
 * import { writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { pathToFileURL } from 'node:url'
 *
 * const path = `${tmpdir()}/example-source.mjs`
 * writeFileSync(path, `export default ({ size }) => ({ name: 'squares', size, inputShape: [1], targetShape: [1], fingerprint: '1',
 *   async fetch(rows) {
 *     const of = (make) => ({ data: Float32Array.from(rows, make), shape: [rows.length, 1] })
 *     return { name: 'squares', inputs: of((i) => i), targets: of((i) => i * i) }
 *   } })`)
 * const source = await workerSource(pathToFileURL(path), { size: 100 })
 * console.log(source.size, (await source.fetch([3, 9])).targets.data) // 100 Float32Array(2) [ 9, 81 ]
 * await source.dispose()
 * ```
 */
export async function workerSource<Inputs extends Arrays = Values, Targets extends Arrays = Values>(
  module: URL,
  options?: unknown,
): Promise<WorkerSource<Inputs, Targets>> {
  if (typeof (module as Partial<URL> | null | undefined)?.href !== 'string')
    throw new DataError(
      `workerSource was given ${formatValue(module)} as its module; it takes a URL, such as new URL('./source.js', import.meta.url).`,
    )
  const script = new URL(import.meta.url.endsWith('.ts') ? './source-thread.ts' : './source-thread.js', import.meta.url)
  const workerData: SourceRequest = { module: module.href, options }
  const worker = start(script, workerData)
  const waiting = new Map<number, Waiting>()
  const failure = (message: string): DataError =>
    new DataError(`The source of ${module.href} failed on its worker: ${message}`, { code: 'failed' })
  let ended: DataError | undefined
  const end = (error: DataError): void => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('error', (error) => end(failure((error as Error).message)))
  worker.on('exit', (code) => end(failure(`the thread ended with ${code}.`)))
  const facts = await new Promise<SourceFacts>((resolve, reject) => {
    // Number −1 is the creation of the source.
    waiting.set(-1, { resolve: () => {}, reject })
    worker.on('message', (message: SourceMessage) => {
      if (message.kind === 'ready') {
        waiting.delete(-1)
        resolve(message.facts)
      } else {
        const waiter = waiting.get(message.kind === 'batch' ? message.id : (message.id ?? -1))
        waiting.delete(message.id ?? -1)
        if (message.kind === 'batch') waiter?.resolve(message.batch)
        else waiter?.reject(failure(message.message))
      }
      if (waiting.size === 0) worker.unref()
    })
  }).catch(async (error: unknown) => {
    await worker.terminate()
    throw error
  })
  let nextId = 0
  const dispose = async (): Promise<void> => {
    end(new DataError(`The source of ${module.href} was disposed of; no examples can be fetched from it any more.`))
    await worker.terminate()
  }
  return {
    ...(facts as Omit<DataSource<Inputs, Targets>, 'fetch'>),
    fetch: (rows, key, { signal } = {}) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        checkListOfRows(rows)
        if (signal?.aborted) return reject(signal.reason)
        const id = nextId++
        const leave = (): void => {
          waiting.delete(id)
          if (waiting.size === 0) worker.unref()
          reject(signal!.reason)
        }
        const ending =
          <T>(act: (value: T) => void) =>
          (value: T): void => {
            signal?.removeEventListener('abort', leave)
            act(value)
          }
        waiting.set(id, { resolve: ending(resolve as Waiting['resolve']), reject: ending(reject) })
        signal?.addEventListener('abort', leave, { once: true })
        worker.ref()
        worker.postMessage({ id, rows: Float64Array.from(rows), key } satisfies FetchRequest)
      }),
    dispose,
    [Symbol.asyncDispose]: dispose,
  }
}

/** Starts the thread; options that cannot be sent to it are refused. */
function start(script: URL, workerData: SourceRequest): Worker {
  try {
    return new Worker(script, { workerData, ...flagsForWorker() })
  } catch (cause) {
    throw new DataError(
      `The thread for the source of ${workerData.module} did not start: ${(cause as Error).message} Its options are a structured clone, without functions.`,
      { code: (cause as Error).name === 'DataCloneError' ? 'invalid-argument' : 'failed', cause },
    )
  }
}

/** Workers inherit the flags of the program. A program from standard input has flags that workers refuse: then only --conditions passes. */
function flagsForWorker(): { readonly execArgv?: string[] } {
  const { execArgv } = process
  if (!execArgv.some((flag) => flag.startsWith('--input-type'))) return {}
  return { execArgv: execArgv.filter((flag) => flag.startsWith('--conditions=')) }
}
