// Every platform has these two; the library's type environment, free of Node and DOM, does not know them.
declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare const performance: { now(): number }

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

/** A function to await between pieces of work: every 30 ms it lets the event loop handle timers, input and other work. */
export function yielding(): () => Promise<void> {
  let last = now()
  return async () => {
    if (now() - last <= WORK) return
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 0)
    })
    last = now()
  }
}
