/** The side of a worker: what it posts to main, and hears from it. */
export interface WorkerScope {
  post(message: unknown): void
  listen(hear: (data: unknown) => void): void
  /** Whether main hears what is posted before it asks: a page does, and a thread of Node that did not expect it may fail. */
  readonly announces: boolean
}

/** The scope of a worker in a browser, in Deno and in Bun. */
interface PageScope {
  readonly postMessage?: (message: unknown) => void
  readonly addEventListener?: (type: 'message', listener: (event: { readonly data: unknown }) => void) => void
  /** What tells such a worker from other threads: browsers and Deno have the class of its scope, Bun has a word for it. */
  readonly WorkerGlobalScope?: unknown
  readonly Bun?: { readonly isMainThread?: boolean }
}

/** The port of a thread of Node. */
interface Port {
  postMessage(message: unknown): void
  on(event: 'message', listener: (data: unknown) => void): void
}

interface NodeScope {
  readonly process?: {
    readonly versions?: { readonly node?: string }
    readonly getBuiltinModule?: (name: 'node:worker_threads') => {
      readonly isMainThread: boolean
      readonly parentPort: Port | null
    }
  }
}

/** The scope where this is a worker of a browser, of Deno or of Bun; undefined elsewhere. */
export function pageScope(): WorkerScope | undefined {
  const scope = globalThis as unknown as PageScope
  const isWorker = scope.WorkerGlobalScope !== undefined || scope.Bun?.isMainThread === false
  if (!isWorker || !scope.postMessage || !scope.addEventListener) return undefined
  return {
    post: (message) => scope.postMessage!(message),
    listen: (hear) => scope.addEventListener!('message', ({ data }) => hear(data)),
    announces: true,
  }
}

/** The scope where this is a thread of Node; undefined elsewhere. */
export function nodeScope(): WorkerScope | undefined {
  const { process } = globalThis as unknown as NodeScope
  const port = process?.versions?.node && process.getBuiltinModule?.('node:worker_threads').parentPort
  if (!port) return undefined
  return {
    post: (message) => port.postMessage(message),
    listen: (hear) => port.on('message', hear),
    announces: false,
  }
}
