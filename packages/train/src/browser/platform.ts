/** The parts of a browser that keep checkpoints. They are looked up when they are used; importing has no effect. */
export interface Platform {
  readonly navigator?: { readonly storage?: { getDirectory?(): Promise<Directory> }; readonly locks?: LockManager }
  readonly indexedDB?: DatabaseFactory
}

/** A folder of the origin private file system. */
export interface Directory {
  getDirectoryHandle(name: string, options?: { readonly create?: boolean }): Promise<Directory>
  getFileHandle(name: string, options?: { readonly create?: boolean }): Promise<FileHandle>
  removeEntry(name: string): Promise<void>
  keys?(): AsyncIterable<string>
}

/** A file there. Some browsers write it only in dedicated workers, with `createSyncAccessHandle`. */
export interface FileHandle {
  getFile(): Promise<Slice & { readonly size: number }>
  createWritable?(): Promise<Writable>
  createSyncAccessHandle?(): Promise<SyncAccess>
}

interface Slice {
  slice(from: number, to?: number): Slice
  arrayBuffer(): Promise<ArrayBuffer>
}

export interface Writable {
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
  abort(): Promise<void>
}

/** Its methods but `write` give promises in old versions of Safari. */
export interface SyncAccess {
  write(bytes: Uint8Array, options: { readonly at: number }): number
  truncate(size: number): unknown
  flush(): unknown
  close(): unknown
}

export interface LockManager {
  request(name: string, options: { readonly signal?: object }, held: () => Promise<unknown>): Promise<unknown>
}

export interface DatabaseFactory {
  open(name: string, version: number): OpenRequest
}

export interface Request<T> {
  readonly result: T
  readonly error: unknown
  readonly transaction: Transaction | null
  onsuccess: (() => void) | null
  onerror: (() => void) | null
}

export interface OpenRequest extends Request<Database> {
  onupgradeneeded: (() => void) | null
  onblocked: (() => void) | null
}

export interface Database {
  createObjectStore(name: string): unknown
  transaction(store: string, mode: string, options?: { readonly durability: string }): Transaction
  close(): void
}

export interface Transaction {
  readonly error: unknown
  objectStore(name: string): {
    get(key: string): Request<unknown>
    put(value: unknown, key: string): Request<unknown>
  }
  abort(): void
  oncomplete: (() => void) | null
  onabort: (() => void) | null
}

/** The platform, as it is now. */
export function platform(): Platform {
  return globalThis as unknown as Platform
}

/** IndexedDB; undefined where there is none, or the page may not have it. */
export function indexedDatabases(): DatabaseFactory | undefined {
  try {
    return platform().indexedDB ?? undefined
  } catch {
    return undefined // The page of a sandboxed frame.
  }
}

/** The name of an error of the browser's, such as `QuotaExceededError`. */
export function errorName(error: unknown): string | undefined {
  return (error as { readonly name?: string } | undefined)?.name
}
