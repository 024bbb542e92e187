import { TrainError } from '../train-error.ts'
import { errorName, platform } from './platform.ts'

// Every platform has them; the library's type environment, free of Node and DOM, does not know them.
declare const AbortController: new () => { readonly signal: AbortSignal; abort(): void }
declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare function clearTimeout(timer: unknown): void

/** Milliseconds that a run waits for another tab's lock: the locks of a page that is just being closed or reloaded. */
const PATIENCE = 1000

/** The checkpoints that runs of this thread have. */
const held = new Set<string>()

/**
 * Keeps a checkpoint for one run of all tabs and workers of the origin, by a lock of the browser (Web Locks), which it lets go of when the tab or worker
 * ends, however it ends. Where the browser has no such locks, runs of this thread alone are kept apart.
 *
 * @throws {TrainError} where another run has it.
 */
export async function lockForRun(name: string): Promise<() => Promise<void>> {
  if (held.has(name)) throw inUse(name, 'in this thread')
  held.add(name)
  try {
    const release = await webLock(name)
    return async () => {
      held.delete(name)
      await release?.()
    }
  } catch (error) {
    held.delete(name)
    throw error
  }
}

async function webLock(name: string): Promise<(() => Promise<void>) | undefined> {
  const locks = platform().navigator?.locks
  if (!locks) return undefined
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE)
  return new Promise((resolve, reject) => {
    const request = locks.request(`thinned-run/${name}`, { signal: patience.signal }, () => {
      clearTimeout(timer)
      return new Promise<void>((end) => {
        resolve(async () => {
          end()
          await request
        })
      })
    })
    request.catch((error) => {
      clearTimeout(timer)
      reject(errorName(error) === 'AbortError' ? inUse(name, 'in another tab or worker') : error)
    })
  })
}

/** The last thing that was begun with each checkpoint in this thread. */
const turns = new Map<string, Promise<unknown>>()

/** Acts when all that was begun with the checkpoint before has ended, in all tabs and workers where the browser has locks. */
export function inTurn<T>(name: string, signal: AbortSignal | undefined, act: () => Promise<T>): Promise<T> {
  const locks = platform().navigator?.locks
  if (locks) return locks.request(`thinned-turn/${name}`, signal ? { signal } : {}, act) as Promise<T>
  const turn = (turns.get(name) ?? Promise.resolve()).then(act, act)
  const end = (): void => {
    if (turns.get(name) === turn) turns.delete(name)
  }
  turns.set(name, turn)
  turn.then(end, end)
  return turn
}

function inUse(name: string, who: string): TrainError {
  return new TrainError(
    `Another run writes the checkpoint ${name} (${who}); two would replace each other's. Give each run a name of its own, or wait until that one has ended.`,
    { code: 'in-use' },
  )
}
