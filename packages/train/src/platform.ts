// What every platform of ours has, and the library's type environment, free of Node and DOM, does not know.
declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare const performance: { now(): number }

/** Milliseconds that only rise. For reports, never for decisions. */
export function now(): number {
  return performance.now()
}

/** Lets timers, input and other work have their turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
}
