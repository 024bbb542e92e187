import { vi } from 'vitest'
import type { Directory, FileHandle, LockManager, SyncAccess, Writable } from '../src/browser/platform.ts'

/** What the storage of an origin holds. It outlives tabs. */
export interface Origin {
  readonly files: Map<string, Uint8Array>
  readonly rows: Map<string, unknown>
  hasDatabase: boolean
  hasFolder: boolean
  /** The ends of the locks that are held. Those of a tab end with it. */
  readonly locks: Map<string, Promise<unknown>>
}

export interface Tab {
  /** How files are written: a stream, as in most browsers; `sync`, as in workers of older Safari; `none`, as in its pages; or no files at all. */
  readonly files?: 'stream' | 'sync' | 'none' | 'absent' | 'refused'
  readonly database?: boolean
  /** Whether it has Web Locks. */
  readonly locks?: boolean
  /** The step at which it dies; that step is done by half. */
  readonly diesAt?: number
  /** An error in place of each write. */
  readonly fails?: Error
}

export const newOrigin = (): Origin => ({
  files: new Map(),
  rows: new Map(),
  hasDatabase: false,
  hasFolder: false,
  locks: new Map(),
})

/** An error of the browser's. */
export const browserError = (name: string, message: string = name): Error => Object.assign(new Error(message), { name })

/** Opens a tab: its storage stands in the place of the platform's. Gives the number of steps that it has taken so far. */
export function openTab(
  origin: Origin,
  { files = 'stream', database = true, locks = true, diesAt = Infinity, fails }: Tab = {},
): () => number {
  let steps = 0
  /** Takes a step. Of one at which the tab dies, `half` is done; nothing of what comes after is. */
  const step = async (half: () => void = () => {}): Promise<void> => {
    await Promise.resolve()
    steps++
    if (steps === diesAt) half()
    if (steps >= diesAt) throw new Error('the tab died')
  }
  vi.stubGlobal('navigator', {
    ...(locks && { locks: locksOf(origin.locks) }),
    ...(files !== 'absent' && {
      storage: {
        async getDirectory() {
          if (files === 'refused') throw browserError('SecurityError', 'It was denied')
          return { getDirectoryHandle: async (_: string, { create = false } = {}) => folderOf(create) }
        },
      },
    }),
  })
  if (database) vi.stubGlobal('indexedDB', databaseOf(origin, step, fails))

  async function folderOf(create: boolean): Promise<Directory> {
    await step()
    if (!create && !origin.hasFolder) throw browserError('NotFoundError')
    origin.hasFolder = true
    return {
      keys: async function* () {
        yield* origin.files.keys()
      },
      removeEntry: async (name) => void origin.files.delete(name),
      getFileHandle: async (name, options) => fileOf(name, options?.create),
      getDirectoryHandle: async () => folderOf(true),
    }
  }

  async function fileOf(name: string, create = false): Promise<FileHandle> {
    await step()
    if (!origin.files.has(name)) {
      if (!create) throw browserError('NotFoundError')
      origin.files.set(name, new Uint8Array())
    }
    return {
      getFile: async () => {
        await step()
        const bytes = origin.files.get(name)!
        return Object.assign(new Blob([bytes as Uint8Array<ArrayBuffer>]), {})
      },
      ...(files === 'stream' && { createWritable: async () => streamTo(name) }),
      ...(files === 'sync' && { createSyncAccessHandle: async () => accessTo(name) }),
    }
  }

  async function streamTo(name: string): Promise<Writable> {
    await step()
    let written = new Uint8Array()
    return {
      async write(bytes) {
        await step()
        if (fails) throw fails
        written = joined(written, bytes)
      },
      // Worse than browsers: a file that is half replaced.
      async close() {
        await step(() => origin.files.set(name, written.slice(0, written.length / 2)))
        origin.files.set(name, written)
      },
      abort: () => step(),
    }
  }

  async function accessTo(name: string): Promise<SyncAccess> {
    await step()
    const die = (half: () => void): void => {
      steps++
      if (steps === diesAt) half()
      if (steps >= diesAt) throw new Error('the tab died')
    }
    const put = (bytes: Uint8Array, at: number): void => {
      const file = origin.files.get(name)!
      origin.files.set(name, joined(file.slice(0, at), bytes, file.slice(at + bytes.length)))
    }
    return {
      truncate: () => {
        die(() => {})
        origin.files.set(name, new Uint8Array())
      },
      write(bytes, { at }) {
        if (fails) return 0
        const some = bytes.subarray(0, 100)
        die(() => put(some.subarray(0, some.length / 2), at))
        put(some, at)
        return some.length
      },
      flush: () => die(() => {}),
      close: () => {},
    }
  }

  return () => steps
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

/** A database with the part of IndexedDB that is used. */
function databaseOf(origin: Origin, step: () => Promise<void>, fails: Error | undefined): object {
  const settle = (request: Record<string, unknown>, work: () => unknown): void => {
    step().then(
      () => {
        request['result'] = work()
        ;(request['onsuccess'] as () => void)()
      },
      () => {},
    )
  }
  const connection = {
    createObjectStore: () => {},
    close: () => {},
    transaction() {
      const puts = new Map<string, unknown>()
      const transaction: Record<string, unknown> = {
        abort: () => (transaction['onabort'] as () => void)(),
        error: undefined,
        objectStore: () => ({
          get(key: string) {
            const request = {}
            settle(request, () => origin.rows.get(key))
            return request
          },
          put: (value: unknown, key: string) => puts.set(key, structuredClone(value)),
        }),
      }
      // It commits when all its puts are in: all or nothing.
      const commit = async (): Promise<void> => {
        await step()
        if (puts.size === 0) return
        if (fails) {
          transaction['error'] = fails
          ;(transaction['onabort'] as () => void)()
          return
        }
        for (const [key, value] of puts) origin.rows.set(key, value)
        ;(transaction['oncomplete'] as () => void)()
      }
      commit().catch(() => {})
      return transaction
    },
  }
  return {
    open() {
      const request: Record<string, unknown> = { result: connection }
      let isAborted = false
      request['transaction'] = {
        abort: () => {
          isAborted = true
        },
      }
      step().then(
        () => {
          if (!origin.hasDatabase) (request['onupgradeneeded'] as () => void)()
          if (isAborted) return (request['onerror'] as () => void)()
          origin.hasDatabase = true
          ;(request['onsuccess'] as () => void)()
        },
        () => {},
      )
      return request
    },
  }
}

/** The locks of the browser, each held by one at a time. */
function locksOf(ends: Map<string, Promise<unknown>>): LockManager {
  return {
    async request(name, { signal }, held) {
      const waiting = signal as AbortSignal | undefined
      const stopped = new Promise<never>((_, reject) => {
        const stop = (): void => reject(browserError('AbortError'))
        if (waiting?.aborted) stop()
        waiting?.addEventListener('abort', stop)
      })
      stopped.catch(() => {})
      const before = ends.get(name)
      if (before) await Promise.race([before.catch(() => {}), stopped])
      waiting?.throwIfAborted()
      const work = held()
      ends.set(name, work)
      return work.finally(() => ends.get(name) === work && ends.delete(name))
    },
  }
}
