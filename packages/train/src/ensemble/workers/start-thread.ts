import { IN_NODE, inBrowser } from './worker-text.ts'

/** A worker, of Node or of a browser. */
export interface Thread {
  post(message: unknown): void
  end(): void
}

export interface ThreadListener {
  message(data: unknown): void
  /** It ended, or could not start; why, as a sentence. */
  ended(why: string): void
}

/** A worker of a browser, as `new Worker(url, { type: 'module' })` makes it. */
export interface PageWorker {
  postMessage(message: unknown): void
  terminate(): unknown
  addEventListener(type: string, listener: (event: never) => void): void
}

/** A thread of Node. */
interface NodeWorker {
  on(event: 'message' | 'error' | 'exit', listener: (value: never) => void): void
  postMessage(message: unknown): void
  terminate(): Promise<number>
}

interface NodeModules {
  'node:worker_threads': {
    readonly Worker: new (
      code: string,
      options: { readonly eval: true; readonly workerData: unknown; readonly execArgv?: string[] },
    ) => NodeWorker
  }
  'node:os': { availableParallelism(): number }
}

/** The parts of Node and of browsers that are used here. They are looked up at run time and never imported. */
interface Platform {
  readonly Worker?: new (url: string, options: { readonly type: 'module' }) => PageWorker
  readonly Blob?: new (parts: string[], options: { readonly type: string }) => object
  readonly URL?: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void }
  readonly navigator?: { readonly hardwareConcurrency?: number }
  readonly process?: {
    readonly execArgv?: readonly string[]
    readonly versions?: { readonly node?: string }
    readonly getBuiltinModule?: <N extends keyof NodeModules>(name: N) => NodeModules[N] | undefined
  }
}

const platform: Platform = globalThis as unknown as Platform

/** A module of Node; undefined elsewhere. */
function nodeModule<N extends keyof NodeModules>(name: N): NodeModules[N] | undefined {
  return platform.process?.versions?.node ? platform.process.getBuiltinModule?.(name) : undefined
}

/** The number of processors, as far as the platform tells. */
export function processors(): number {
  return nodeModule('node:os')?.availableParallelism() ?? platform.navigator?.hardwareConcurrency ?? 1
}

/** Why this platform starts no worker; undefined where it does. */
export function whyNoWorkers(): string | undefined {
  if (nodeModule('node:worker_threads')) return undefined
  if (platform.process?.versions?.node) return 'Node starts them from version 20.16 and 22.3 on: update it'
  return platform.Worker && platform.Blob && platform.URL
    ? undefined
    : 'this platform has no Worker, as most browsers have none within a worker of another kind'
}

/** Starts a worker that loads a module and trains a member with its build. */
export function startThread(module: string, listener: ThreadListener): Thread {
  const node = nodeModule('node:worker_threads')
  return node ? startInNode(node, module, listener) : startInBrowser(module, listener)
}

/** Flags that decide how modules are found and loaded. */
const LOADING = /^(--conditions|-C|--import|--require|-r|--loader|--experimental-loader)(=|$)/

/** A program from text has the flag --input-type and others, which a thread refuses: only those of loading pass. */
function flagsOf(flags: readonly string[]): { readonly execArgv?: string[] } {
  if (!flags.some((flag) => flag.startsWith('--input-type'))) return {}
  const passes = (flag: string | undefined, apart: boolean): boolean =>
    flag !== undefined && LOADING.test(flag) && !(apart && flag.includes('='))
  return { execArgv: flags.filter((flag, i) => passes(flag, false) || passes(flags[i - 1], true)) }
}

function startInNode(
  { Worker }: NodeModules['node:worker_threads'],
  module: string,
  { message, ended }: ThreadListener,
): Thread {
  const worker = new Worker(IN_NODE, { eval: true, workerData: module, ...flagsOf(platform.process?.execArgv ?? []) })
  worker.on('message', message)
  worker.on('error', (error: Error) => ended(`its worker failed: ${error.message ?? error}`))
  worker.on('exit', (code: number) => ended(`its worker ended, with the exit code ${code}`))
  return { post: (data) => worker.postMessage(data), end: () => void worker.terminate() }
}

const POLICY = "Where the page has a Content Security Policy, its worker-src must allow blob: (worker-src 'self' blob:)"

function startInBrowser(module: string, listener: ThreadListener): Thread {
  const url = platform.URL!.createObjectURL(new platform.Blob!([inBrowser(module)], { type: 'text/javascript' }))
  try {
    const thread = listenTo(new platform.Worker!(url, { type: 'module' }), listener, POLICY)
    return {
      ...thread,
      end() {
        thread.end()
        platform.URL!.revokeObjectURL(url)
      },
    }
  } catch (error) {
    platform.URL!.revokeObjectURL(url)
    throw new Error(`${(error as Error).message}. ${POLICY}.`, { cause: error })
  }
}

/** A worker of the caller's, or ours, as a thread; `advice` is for failures without a message, a sentence without its end. */
export function listenTo(worker: PageWorker, { message, ended }: ThreadListener, advice: string): Thread {
  worker.addEventListener('message', ({ data }: { readonly data: unknown }) => message(data))
  worker.addEventListener('error', ({ message }: { readonly message?: string }) =>
    ended(`its worker failed: ${message || `the browser did not say why. ${advice}`}`),
  )
  worker.addEventListener('messageerror', () => ended('its worker posted what cannot be read'))
  return { post: (data) => worker.postMessage(data), end: () => void worker.terminate() }
}
