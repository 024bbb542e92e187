// What every platform of ours has, and the library's type environment, free of Node and DOM, does not know.
declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare const performance: { now(): number }

/** Milliseconds that only rise. For reports, never for decisions. */
export function now(): number {
  return performance.now()
}

/** Milliseconds of work after which the event loop gets a turn. */
const TURN = 30

/** A function to await between pieces of work: now and then it lets timers, input and other work have their turn. */
export function turns(): () => Promise<void> {
  let last = now()
  return async () => {
    if (now() - last <= TURN) return
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 0)
    })
    last = now()
  }
}
