import type { StopSignal } from './event-loop.ts'

declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare function clearTimeout(timer: unknown): void

/** In place of a result that nobody waits for any more. */
export const ABANDONED: unique symbol = Symbol('abandoned')

/** Milliseconds after the signal that a callback has to end. */
export const CALLBACK_GRACE = 2000

/** Milliseconds after the signal that a store has to write a checkpoint: the last one is written after the signal. */
export const STORE_GRACE = 30_000

/** What the work gives. Once the signal has stopped, the wait ends after `grace` milliseconds, and the result is ABANDONED. */
export async function waitFor<T>(
  work: T | Promise<T>,
  signal: StopSignal | undefined,
  grace = 0,
): Promise<T | typeof ABANDONED> {
  if (!signal || typeof (work as Partial<Promise<T>> | undefined)?.then !== 'function') return work
  return new Promise((resolve, reject) => {
    let timer: unknown
    const countDown = (): void => {
      timer = setTimeout(() => {
        signal.removeEventListener?.('abort', countDown)
        resolve(ABANDONED)
      }, grace)
    }
    const end = (): void => {
      signal.removeEventListener?.('abort', countDown)
      clearTimeout(timer)
    }
    if (signal.aborted) countDown()
    else signal.addEventListener?.('abort', countDown)
    Promise.resolve(work).then(resolve, reject).finally(end)
  })
}

/** The signal as platforms know it, to hand on; undefined where it cannot be listened to. */
export function platformSignal(signal: StopSignal | undefined): { readonly signal?: AbortSignal } {
  return signal?.addEventListener ? { signal: signal as AbortSignal } : {}
}
