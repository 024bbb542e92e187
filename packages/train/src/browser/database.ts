import type { StopSignal } from '../batches/event-loop.ts'
import type { Database, DatabaseFactory, Request, Transaction } from './platform.ts'
import type { Save } from './slot.ts'

const DATABASE = 'thinned-checkpoints'
const STORE = 'checkpoints'

/** The key of a save's number. No name has a slash. */
const sequenceKey = (name: string): string => `${name}/sequence`

/** The number of the save that the database holds; 0 where it holds none. */
export async function sequenceInDatabase(databases: DatabaseFactory, name: string): Promise<number> {
  return (await read(databases, sequenceKey(name), isNumber)) ?? 0
}

/** The bytes of the save that the database holds. */
export async function bytesInDatabase(databases: DatabaseFactory, name: string): Promise<Uint8Array | undefined> {
  return read(databases, name, isBytes)
}

/** Writes a save in one transaction: all of it or nothing. */
export async function writeToDatabase(
  databases: DatabaseFactory,
  name: string,
  { sequence, bytes }: Save,
  signal: StopSignal | undefined,
): Promise<void> {
  const database = await open(databases, true)
  try {
    if (signal?.aborted) throw signal.reason
    const transaction = database!.transaction(STORE, 'readwrite', { durability: 'strict' })
    const stop = (): void => transaction.abort()
    signal?.addEventListener?.('abort', stop)
    try {
      const store = transaction.objectStore(STORE)
      store.put(bytes, name)
      store.put(sequence, sequenceKey(name))
      await completed(transaction)
    } finally {
      signal?.removeEventListener?.('abort', stop)
    }
  } finally {
    database?.close()
  }
}

async function read<T>(
  databases: DatabaseFactory,
  key: string,
  isMeant: (value: unknown) => value is T,
): Promise<T | undefined> {
  const database = await open(databases, false)
  try {
    const value = await (database && resultOf(database.transaction(STORE, 'readonly').objectStore(STORE).get(key)))
    return isMeant(value) ? value : undefined
  } finally {
    database?.close()
  }
}

/** The database; undefined where it was never made, unless `create` makes it. */
function open(databases: DatabaseFactory, create: boolean): Promise<Database | undefined> {
  return new Promise((resolve, reject) => {
    const request = databases.open(DATABASE, 1)
    let isNew = false
    request.onupgradeneeded = () => {
      isNew = true
      if (create) request.result.createObjectStore(STORE)
      else request.transaction!.abort()
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => (isNew && !create ? resolve(undefined) : reject(request.error))
    request.onblocked = () => reject(new Error('Another page keeps the database from being opened'))
  })
}

function resultOf<T>(request: Request<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function completed(transaction: Transaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted'))
  })
}

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value)

const isBytes = (value: unknown): value is Uint8Array => Object.prototype.toString.call(value) === '[object Uint8Array]'
