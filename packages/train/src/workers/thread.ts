/** A worker, of Node or of a browser. */
export interface Thread {
  post(message: unknown, transfer?: readonly object[]): void
  end(): void
  /** Hears it no longer; it goes on. */
  leave(): void
}

export interface ThreadListener {
  message(data: unknown): void
  /** It ended, or could not start; why, as a sentence without its end. */
  ended(why: string): void
}

/** A worker of a browser, as `new Worker(url, { type: 'module' })` makes it. */
export interface PageWorker {
  postMessage(message: unknown, transfer?: never): void
  terminate(): unknown
  // biome-ignore lint/suspicious/noExplicitAny: the types of the DOM have listeners of any event
  addEventListener(type: string, listener: (event: any) => void): void
}

/** A thread of Node, as `new Worker(url)` of node:worker_threads makes it. */
export interface NodeWorker {
  postMessage(message: unknown, transfer?: never): void
  terminate(): Promise<number>
  on(event: 'message' | 'error' | 'exit', listener: (value: unknown) => void): unknown
}

type Listeners = Readonly<Record<string, (value: never) => void>>

/** Why a browser may refuse the file of a worker. */
export const REFUSED =
  "Its file may be missing, or forbidden: a Content Security Policy must allow it (worker-src 'self'), and in a cross-origin isolated page the file has the header Cross-Origin-Embedder-Policy too"

/** Whether a value is a worker, of a browser or of Node. */
export function isWorker(given: unknown): given is PageWorker | NodeWorker {
  const { postMessage, addEventListener, on } = Object(given) as Partial<PageWorker & NodeWorker>
  return typeof postMessage === 'function' && (typeof addEventListener === 'function' || typeof on === 'function')
}

/** A worker as a thread; `advice` is for failures of a page's worker without a message, a sentence without its end. */
export function listenTo(worker: PageWorker | NodeWorker, listener: ThreadListener, advice: string): Thread {
  return 'addEventListener' in worker ? listenInPage(worker, listener, advice) : listenInNode(worker, listener)
}

function listenInPage(worker: PageWorker, { message, ended }: ThreadListener, advice: string): Thread {
  const { removeEventListener } = worker as Partial<{ removeEventListener: PageWorker['addEventListener'] }>
  const listeners: Listeners = {
    message: ({ data }: { readonly data: unknown }) => message(data),
    error: ({ message }: { readonly message?: string }) =>
      ended(`its worker failed: ${message || `the browser did not say why. ${advice}`}`),
    messageerror: () => ended('its worker posted what cannot be read'),
  }
  for (const [type, hear] of Object.entries(listeners)) worker.addEventListener(type, hear as (event: unknown) => void)
  return {
    post: (data, transfer = []) => worker.postMessage(data, transfer as never),
    end: () => void worker.terminate(),
    leave() {
      for (const [type, hear] of Object.entries(listeners))
        removeEventListener?.call(worker, type, hear as (event: unknown) => void)
    },
  }
}

function listenInNode(worker: NodeWorker, { message, ended }: ThreadListener): Thread {
  const { off } = worker as Partial<{ off: NodeWorker['on'] }>
  const listeners: Listeners = {
    message,
    error: (error: Error) => ended(`its worker failed: ${error.message ?? error}`),
    exit: (code: number) => ended(`its worker ended, with the exit code ${code}`),
  }
  for (const [event, hear] of Object.entries(listeners)) worker.on(event as 'message', hear as (value: unknown) => void)
  return {
    post: (data, transfer = []) => worker.postMessage(data, transfer as never),
    end: () => void worker.terminate(),
    leave() {
      for (const [event, hear] of Object.entries(listeners))
        off?.call(worker, event as 'message', hear as (value: unknown) => void)
    },
  }
}
