// Every platform has the first two, and one of the others; the library's type environment, free of Node and DOM, does not know them.
declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare const performance: { now(): number }
declare const setImmediate: ((callback: () => void) => unknown) | undefined
declare const MessageChannel: (new () => { readonly port1: Port; readonly port2: Port }) | undefined

interface Port {
  onmessage: (() => void) | null
  postMessage(message: unknown): void
  close(): void
}

/**
 * The part of an AbortSignal that long work reads; the library's type environment does not know AbortSignal. A signal that cannot be listened to stops
 * work between its steps, but not while it waits.
 */
export interface StopSignal {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener?(type: 'abort', listener: () => void): void
  removeEventListener?(type: 'abort', listener: () => void): void
}

/** Milliseconds of a clock that only rises. For reports, never for decisions. */
export function now(): number {
  return performance.now()
}

/** Milliseconds of work between two yields to the event loop. */
const WORK = 30

/** Calls back as a task of the event loop. Not by a timer, where it can be helped: that takes 1 ms in Node, and 4 ms in a browser. */
function soon(callback: () => void): void {
  if (typeof setImmediate === 'function') setImmediate(callback)
  else if (typeof MessageChannel === 'function') {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      callback()
    }
    port2.postMessage(0)
  } else setTimeout(callback, 0)
}

/** A function to await between pieces of work: every 30 ms it lets the event loop handle timers, input and other work. */
export function yielding(): () => Promise<void> {
  let last = now()
  return async () => {
    if (now() - last <= WORK) return
    await new Promise<void>(soon)
    last = now()
  }
}
