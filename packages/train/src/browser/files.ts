import type { StopSignal } from '../batches/event-loop.ts'
import { type Directory, errorName, type FileHandle, platform } from './platform.ts'
import { HEADER_BYTES, headerOf, readHeader, type Save, sumOf } from './slot.ts'

/** The folder of all checkpoints. */
const FOLDER = 'thinned-checkpoints'

/** A file with the save that it holds. */
export interface Slot {
  /** Which of the two files it is. */
  readonly index: number
  readonly sequence: number
  readonly sum: string
  bytes(): Promise<Uint8Array>
}

/**
 * The folder of checkpoints; undefined where it was never made. `create` makes it.
 *
 * @throws what the browser says where the page may not have it, or it has none.
 */
export async function checkpointFolder(create: boolean): Promise<Directory | undefined> {
  const storage = platform().navigator?.storage
  if (!storage?.getDirectory) throw new Error('There is no origin private file system')
  const root = await storage.getDirectory()
  return whereFound(() => root.getDirectoryHandle(FOLDER, { create }))
}

/**
 * The last whole save. Saves go to two files in turn: while one is written, the other holds the save before. `known` is the checksum of a save that
 * was seen to be whole, and is not read again.
 */
export async function lastInFiles(folder: Directory, name: string, known?: string): Promise<Slot | undefined> {
  const slots = await Promise.all([0, 1].map((index) => slotAt(folder, name, index)))
  const found = slots.filter((slot) => slot !== undefined).sort((a, b) => b.sequence - a.sequence)
  for (const slot of found) if (slot.sum === known || (await isWhole(slot))) return slot
  return undefined
}

/** Writes a save to the file that does not hold the last one. Gives its checksum; undefined where the browser lets this thread write no file. */
export async function writeToFiles(
  folder: Directory,
  name: string,
  last: Slot | undefined,
  save: Save,
  signal: StopSignal | undefined,
): Promise<string | undefined> {
  const file = await folder.getFileHandle(fileName(name, last?.index === 0 ? 1 : 0), { create: true })
  const sum = sumOf(save.sequence, save.bytes)
  const parts = [headerOf(save, sum), save.bytes]
  if (file.createWritable) await writeStream(file, parts, signal)
  else if (file.createSyncAccessHandle) await writeInWorker(file, parts)
  else return undefined
  return sum
}

/** Removes the temporary files that Chromium leaves of a checkpoint when the browser itself dies while it writes. */
export async function removeLeftovers(folder: Directory, name: string): Promise<void> {
  const left: string[] = []
  for await (const file of folder.keys?.() ?? [])
    if (file.startsWith(name) && /^\.[01]\.crswap$/.test(file.slice(name.length))) left.push(file)
  for (const file of left) await folder.removeEntry(file).catch(() => {})
}

const fileName = (name: string, index: number): string => `${name}.${index}`

async function slotAt(folder: Directory, name: string, index: number): Promise<Slot | undefined> {
  const handle = await whereFound(() => folder.getFileHandle(fileName(name, index)))
  const file = await handle?.getFile()
  const header = file && readHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()))
  if (!header || file.size !== HEADER_BYTES + header.length) return undefined
  const { sequence, sum } = header
  let bytes: Promise<Uint8Array> | undefined
  const read = async (): Promise<Uint8Array> => new Uint8Array(await file.slice(HEADER_BYTES).arrayBuffer())
  return { index, sequence, sum, bytes: () => (bytes ??= read()) }
}

async function isWhole({ sequence, sum, bytes }: Slot): Promise<boolean> {
  return sumOf(sequence, await bytes()) === sum
}

/** The file changes when the stream is closed. */
async function writeStream(
  file: FileHandle,
  parts: readonly Uint8Array[],
  signal: StopSignal | undefined,
): Promise<void> {
  const stream = await file.createWritable!()
  try {
    for (const part of parts) {
      if (signal?.aborted) throw signal.reason
      await stream.write(part)
    }
    if (signal?.aborted) throw signal.reason
    await stream.close()
  } catch (error) {
    await stream.abort().catch(() => {})
    throw error
  }
}

/** In a dedicated worker. The file changes at once. */
async function writeInWorker(file: FileHandle, parts: readonly Uint8Array[]): Promise<void> {
  const access = await file.createSyncAccessHandle!()
  try {
    await access.truncate(0)
    let at = 0
    for (const part of parts)
      for (let from = 0; from < part.length; ) {
        const written = access.write(part.subarray(from), { at })
        if (!(written > 0))
          throw Object.assign(new Error('The file takes no more bytes'), { name: 'QuotaExceededError' })
        from += written
        at += written
      }
    await access.flush()
  } finally {
    await access.close()
  }
}

async function whereFound<T>(find: () => Promise<T>): Promise<T | undefined> {
  try {
    return await find()
  } catch (error) {
    if (errorName(error) === 'NotFoundError') return undefined
    throw error
  }
}
