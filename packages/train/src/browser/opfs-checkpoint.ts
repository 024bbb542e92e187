import { type Schema, value } from '@thinned/schema'
import type { StopSignal } from '../batches/event-loop.ts'
import {
  type CheckpointPlace,
  type CheckpointStore,
  checkpointStore,
  type StoreOptions,
} from '../checkpoint/checkpoint-store.ts'
import { argument } from '../options.ts'
import { bytesInDatabase, sequenceInDatabase, writeToDatabase } from './database.ts'
import { checkpointFolder, lastInFiles, removeLeftovers, writeToFiles } from './files.ts'
import { inTurn, lockForRun } from './locks.ts'
import { type Directory, indexedDatabases, platform } from './platform.ts'
import { noBrowser, noStorage, refusal, throwIfStopped } from './refusals.ts'

/** The most characters of a name. Browsers take file names of 255 bytes. */
const LONGEST = 64

/** Text that every browser takes as the name of a file. */
const checkpointName: Schema<string> = /* @__PURE__ */ value(
  `a name for the checkpoint, such as 'digits': 1 to ${LONGEST} characters without slashes and control characters, of which the first is no period`,
  (given) =>
    typeof given === 'string' &&
    given.length <= LONGEST &&
    given.isWellFormed() &&
    /^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u.test(given),
)

/**
 * A checkpoint in the storage of a browser, for `fit` in a page or a worker: in the origin private file system, or in IndexedDB where there is none or
 * where this thread may write no file there. The name is the checkpoint's for all pages of the origin. `load` finds what was saved last in either.
 *
 * A save replaces the last one as a whole or not at all: saves go to two files in turn, each with the time and a checksum (in IndexedDB, in one
 * transaction), so that a tab that is killed in the middle of one leaves the save before. Within the origin, what is done with one name is done one
 * after another.
 *
 * `fit` keeps the name while it runs, by a lock of the browser (Web Locks): of two runs with one name the second is refused, in this tab and in others.
 * The lock ends with its tab or worker. Where a browser has no Web Locks, as in a page that is not secure, only runs of one thread are kept apart.
 *
 * The best checkpoints have the names `run.best-1`, … beside `run`. A browser may clear the storage of a site that was not visited for long, or
 * when the disk is full; `navigator.storage.persist()` asks it not to.
 *
 * @throws {TrainError} where it is no name, at once; from `fit`, save and load where there is no storage, no room is left, or another run has the name.
 * @example
 * ```ts
 * import { opfsCheckpoint } from '@thinned/train/browser'
 *
 * // For fit(model, { …, checkpoint: { store }, resume: true }):
 * const store = opfsCheckpoint('digits')
 * console.log(store.name) // digits
 * ```
 */
export function opfsCheckpoint(name: string): CheckpointStore {
  return checkpointStore(browserPlace(argument('opfsCheckpoint', 'name', checkpointName, name)))
}

function browserPlace(name: string): CheckpointPlace {
  let known: string | undefined
  let isTidy = false
  /** Acts in turn, with the storage that there is. */
  const within = async <T>(
    what: string,
    { signal }: StoreOptions,
    create: boolean,
    act: (storage: Storage, signal: StopSignal | undefined) => Promise<T>,
  ): Promise<T> => {
    const stop = signal as StopSignal | undefined
    try {
      const run = async (): Promise<T> => {
        const storage = await storageFor(name, create)
        if (storage.folder && !isTidy) await removeLeftovers(storage.folder, name)
        isTidy = true
        return act(storage, stop)
      }
      return await inTurn(name, signal, run)
    } catch (error) {
      throwIfStopped(name, stop)
      throw refusal(what, error)
    }
  }
  return {
    name,
    save: (given, options = {}) =>
      within(`The checkpoint ${name} cannot be written`, options, true, async ({ folder, databases }, signal) => {
        const bytes = ownBytes(given)
        const last = folder && (await lastInFiles(folder, name, known))
        const inDatabase = databases ? await sequenceInDatabase(databases, name) : 0
        const save = { sequence: Math.max((last?.sequence ?? 0) + 1, inDatabase + 1, Date.now()), bytes }
        throwIfStopped(name, signal)
        const sum = folder && (await writeToFiles(folder, name, last, save, signal))
        if (sum !== undefined) known = sum
        else if (databases) await writeToDatabase(databases, name, save, signal)
        else throw noStorage(name, ['This thread may write no file, and there is no IndexedDB'])
      }),
    load: (options = {}) =>
      within(`The checkpoint ${name} cannot be read`, options, false, async ({ folder, databases }) => {
        const last = folder && (await lastInFiles(folder, name))
        const inDatabase = databases ? await sequenceInDatabase(databases, name) : 0
        if (databases && inDatabase > (last?.sequence ?? 0)) return bytesInDatabase(databases, name)
        return last?.bytes()
      }),
    async lock() {
      try {
        if (!isBrowser()) throw noBrowser(name)
        return await lockForRun(name)
      } catch (error) {
        throw refusal(`The checkpoint ${name} cannot be locked`, error)
      }
    },
    sibling: (sibling) => browserPlace(`${name}.${sibling}`),
  }
}

/** What there is of the two. */
interface Storage {
  readonly folder: Directory | undefined
  readonly databases: ReturnType<typeof indexedDatabases>
}

/** @throws {TrainError} where there is none. */
async function storageFor(name: string, create: boolean): Promise<Storage> {
  if (!isBrowser()) throw noBrowser(name)
  const databases = indexedDatabases()
  try {
    return { folder: await checkpointFolder(create), databases }
  } catch (error) {
    if (databases) return { folder: undefined, databases }
    throw noStorage(name, [error, 'There is no IndexedDB'])
  }
}

function isBrowser(): boolean {
  return platform().navigator?.storage?.getDirectory !== undefined || 'indexedDB' in globalThis
}

/** The bytes alone, in memory that is not shared: a database keeps the whole buffer of a view, and a file takes no shared memory. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return !isShared(bytes.buffer) && bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}

function isShared(buffer: object): boolean {
  return Object.prototype.toString.call(buffer) === '[object SharedArrayBuffer]'
}
