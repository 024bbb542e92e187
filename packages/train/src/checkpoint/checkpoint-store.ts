import { formatValue } from '@thinned/schema'
import { TrainError } from '../train-error.ts'
import * as format from './run-checkpoints.ts'

export interface StoreOptions {
  readonly signal?: AbortSignal
}

/** A place for the bytes of one checkpoint. `save` replaces the last ones as a whole or not at all. */
export interface CheckpointPlace {
  /** Its name in messages, such as the path of a file. */
  readonly name?: string
  /** `signal` aborts when the run waits no longer for this save: 30 seconds after its own signal, since it saves once more when it is stopped. */
  save(bytes: Uint8Array, options?: StoreOptions): Promise<void>
  /** The last checkpoint; undefined where there is none. `signal` is that of the run. */
  load(options?: StoreOptions): Promise<Uint8Array | undefined>
  /**
   * Keeps the place for one run, until what it resolves to is called; rejects where another run has it. Without, runs are kept apart by the place, the
   * object.
   */
  lock?(): Promise<() => Promise<void>>
  /** A place with this name beside this one, for best checkpoints. */
  sibling?(name: string): CheckpointPlace
}

/** A place for checkpoints, with what writes and reads them. `checkpointStore` makes one of any place. */
export interface CheckpointStore extends CheckpointPlace {
  readonly place: CheckpointPlace
  /** What `fit` does with the place: the functions that write and read its checkpoints. */
  readonly format: object
}

/**
 * A store for `fit` in a place of yours: a database, a server, the storage of a browser.
 *
 * @throws {TrainError} where the place has no `save` or no `load`.
 * @example
 * ```ts
 * import { checkpointStore } from '@thinned/train'
 *
 * let last: Uint8Array | undefined
 * const store = checkpointStore({
 *   save: async (bytes) => {
 *     last = bytes
 *   },
 *   load: async () => last,
 * })
 * console.log(await store.load()) // undefined
 * ```
 */
export function checkpointStore(place: CheckpointPlace): CheckpointStore {
  if (typeof place?.save !== 'function' || typeof place.load !== 'function')
    throw new TrainError(
      `checkpointStore was given ${formatValue(place)}; it takes an object { save, load }: save(bytes) keeps a checkpoint, load() gives the last one.`,
    )
  const { name } = place
  return {
    place,
    format,
    ...(name === undefined ? {} : { name }),
    save: (bytes, options) => place.save(bytes, options),
    load: (options) => place.load(options),
    ...(place.lock && { lock: () => place.lock!() }),
    ...(place.sibling && { sibling: (sibling) => place.sibling!(sibling) }),
  }
}

/** What a run does with a store. */
export function formatOf(store: CheckpointStore): typeof format {
  return store.format as typeof format
}
