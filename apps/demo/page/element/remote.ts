/**
 * What the element needs of comlink: calls of functions in a worker, and buffers that are handed over. The element's build puts this in its place: comlink
 * would stand in the script twice, for the page and inside the worker, with 2.5 KB (gzip) each.
 */

interface Call {
  readonly id: number
  readonly name: string
  readonly values: readonly unknown[]
}

interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly message?: string
}

type Api = Readonly<Record<string, (...values: never[]) => unknown>>

/** Where messages go to and come from: a worker, or the worker's own scope. */
type Port = Pick<MessagePort, 'addEventListener'> & { postMessage(message: unknown, transfer: Transferable[]): void }

const handedOver = new WeakMap<object, Transferable[]>()

/** An answer that hands over these buffers. */
export function transfer<T extends object>(value: T, buffers: Transferable[]): T {
  handedOver.set(value, buffers)
  return value
}

/** Answers the calls that come in. */
export function expose(api: Api, port: Port = globalThis as unknown as Port): void {
  port.addEventListener('message', async ({ data }) => {
    const { id, name, values } = data as Call
    try {
      const value = await api[name]!(...(values as never[]))
      port.postMessage({ id, value } satisfies Answer, handedOver.get(value as object) ?? [])
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown)
      port.postMessage({ id, message } satisfies Answer, [])
    }
  })
}

/** The functions behind a port, each of which gives a Promise. */
export function wrap<T>(port: Port): T {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let calls = 0
  port.addEventListener('message', ({ data }) => {
    const { id, value, message } = data as Answer
    const one = waiting.get(id)
    waiting.delete(id)
    if (message === undefined) one?.resolve(value)
    else one?.reject(new Error(message))
  })
  return new Proxy({} as object, {
    get:
      (_, name: string) =>
      (...values: unknown[]) => {
        const id = calls++
        const one = Promise.withResolvers<unknown>()
        waiting.set(id, one)
        port.postMessage({ id, name, values } satisfies Call, [])
        return one.promise
      },
  }) as T
}
