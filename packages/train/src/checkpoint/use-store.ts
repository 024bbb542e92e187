import type { StopSignal } from '../batches/event-loop.ts'
import { ABANDONED, platformSignal, STORE_GRACE, waitFor } from '../batches/wait-for.ts'
import { during, TrainError } from '../train-error.ts'
import type { CheckpointPlace, CheckpointStore } from './checkpoint-store.ts'

// Every platform has it; the library's type environment, free of Node and DOM, does not know it.
declare const AbortController: new () => { readonly signal: AbortSignal; abort(reason: unknown): void }

/**
 * Saves, and waits for it. A run that is stopped writes its last checkpoint after the signal, so the store has a signal of its own, which aborts
 * when the run waits no longer: 30 seconds after its own signal.
 *
 * @throws {TrainError} where the store fails, or has not written by then.
 */
export async function saveTo(store: CheckpointPlace, bytes: Uint8Array, signal: StopSignal | undefined): Promise<void> {
  const patience = signal && new AbortController()
  const save = async (): Promise<void> => store.save(bytes, patience ? { signal: patience.signal } : {})
  const saved = await during(`Writing the checkpoint ${nameOf(store)}`, () => waitFor(save(), signal, STORE_GRACE))
  if (saved !== ABANDONED) return
  const error = new TrainError(
    `The checkpoint ${nameOf(store)} was not written ${STORE_GRACE / 1000} seconds after the signal stopped the run, which waits no longer. The checkpoint before may still be there.`,
  )
  patience!.abort(error)
  throw error
}

/** What the store holds. @throws {TrainError} where the store fails, or the signal stops the wait. */
export async function loadFrom(
  store: CheckpointPlace,
  signal: StopSignal | undefined,
): Promise<Uint8Array | undefined> {
  const load = async (): Promise<Uint8Array | undefined> => store.load(platformSignal(signal))
  const bytes = await during(`Reading the checkpoint ${nameOf(store)}`, () => waitFor(load(), signal))
  if (bytes !== ABANDONED) return bytes
  throw new TrainError(
    `fit was stopped by its signal while it read the checkpoint ${nameOf(store)}; no step was taken, and nothing was written.`,
    { cause: signal?.reason },
  )
}

/** The places of runs in progress. */
const inUse = new WeakSet<CheckpointPlace>()

/**
 * Keeps a store for one run, until what it resolves to is called.
 *
 * @throws {TrainError} where another run has it, or the signal stops the wait.
 */
export async function lockStore(store: CheckpointStore, signal: StopSignal | undefined): Promise<() => Promise<void>> {
  if (inUse.has(store.place))
    throw new TrainError(
      `Another run writes the checkpoint ${nameOf(store)}; two would replace each other's. Give each run a store of its own, or wait until that one has ended.`,
      { code: 'in-use' },
    )
  inUse.add(store.place)
  const locking = (async () => store.lock?.())()
  try {
    const unlock = await during(`Locking the checkpoint ${nameOf(store)}`, () => waitFor(locking, signal))
    if (unlock === ABANDONED)
      throw new TrainError(`fit was stopped by its signal while it waited for the checkpoint ${nameOf(store)}.`, {
        cause: signal?.reason,
      })
    return async () => {
      inUse.delete(store.place)
      await unlock?.()
    }
  } catch (error) {
    inUse.delete(store.place)
    locking.then((unlock) => unlock?.()).catch(() => {})
    throw error
  }
}

function nameOf({ name }: CheckpointPlace): string {
  return name ?? 'of the store'
}
