import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setInterval } from 'node:timers'
import { setTimeout as sleep } from 'node:timers/promises'
import { threadId } from 'node:worker_threads'
import { isRecord } from '../checkpoint/check-progress.ts'
import { TrainError } from '../train-error.ts'
import { processRuns } from './replace-file.ts'

/** A file that one run writes. */
export interface FileLock {
  /** @throws {TrainError} where another run has taken it over. */
  check(): Promise<void>
  release(): Promise<void>
}

/** Milliseconds between the signs of life of a lock. */
const HEARTBEAT = 5_000

/** Milliseconds without a sign of life after which a lock counts as left behind. */
const SILENCE = 30_000

export interface LockOptions {
  readonly heartbeat?: number
  readonly silence?: number
  /** The error where another has the lock, and who. Default: that of a checkpoint. */
  readonly refuse?: (file: string, who: string) => TrainError
}

/** Who has a lock. */
interface Owner {
  readonly host: string
  readonly process: number
  /** When the process started, in seconds: a later process can have the same id. */
  readonly started: number
  readonly thread: number
  readonly token: string
}

/** The locks of this thread, by their files. A lock that is not yet there is undefined. */
const locks = new Map<string, FileLock | undefined>()

/** The lock that this thread has on a file, if any. */
export function lockOf(file: string): FileLock | undefined {
  return locks.get(file)
}

/**
 * Locks a file for this thread by the file `.<name>.lock` beside it, which names host, process and thread, and shows signs of life by its time of
 * change. A lock whose process has ended is taken over at once; one whose process cannot be asked (of another host, another thread, or an id that
 * may have been given again) after 30 seconds without a sign of life.
 *
 * @throws {TrainError} where another run has the lock.
 */
export async function lockFile(
  file: string,
  { heartbeat = HEARTBEAT, silence = SILENCE, refuse = refusal }: LockOptions = {},
): Promise<FileLock> {
  if (locks.has(file)) throw refuse(file, 'in this thread')
  locks.set(file, undefined)
  try {
    const path = join(dirname(file), `.${basename(file)}.lock`)
    const text = JSON.stringify(ourselves())
    while (!(await create(path, text))) {
      const left = await leftBehind(file, path, silence, refuse)
      if (left !== undefined) await removeLeft(path, left)
    }
    const lock = lockWith(file, path, text, heartbeat)
    locks.set(file, lock)
    return lock
  } catch (error) {
    locks.delete(file)
    throw error
  }
}

function lockWith(file: string, path: string, text: string, heartbeat: number): FileLock {
  const beat = async (): Promise<void> => {
    const now = new Date()
    if ((await contentOf(path)) === text) await utimes(path, now, now)
  }
  const timer = setInterval(() => void beat().catch(() => {}), heartbeat)
  timer.unref()
  return {
    async check() {
      const content = await contentOf(path)
      if (content === text || (content === undefined && (await create(path, text)))) return
      throw new TrainError(
        `The checkpoint ${file} is written by another run now (${nameOf(content)}), which found no sign of life of this one for a while; this one writes it no more. Give each run a file of its own.`,
        { code: 'in-use' },
      )
    },
    async release() {
      clearInterval(timer)
      locks.delete(file)
      if ((await contentOf(path)) === text) await rm(path, { force: true })
    },
  }
}

/** The content of a lock that was left behind; undefined where it has vanished. @throws {TrainError} where its run shows a sign of life. */
async function leftBehind(
  file: string,
  path: string,
  silence: number,
  refuse: typeof refusal,
): Promise<string | undefined> {
  const content = await contentOf(path)
  const owner = ownerIn(content)
  if (content === undefined || (owner && hasEnded(owner))) return content
  const first = await signOf(path)
  for (let waited = 0; waited < silence; waited += 100) {
    await sleep(100)
    const sign = await signOf(path)
    if (sign === undefined) return undefined
    if (sign !== first) throw refuse(file, nameOf(content))
  }
  return content
}

/** Removes a lock of this content. One that another run made in the meantime is put back. */
async function removeLeft(path: string, content: string): Promise<void> {
  const aside = `${path}.${randomBytes(8).toString('hex')}`
  if ((await contentOf(path)) !== content) return
  try {
    await rename(path, aside)
  } catch {
    return // Another run was first.
  }
  if ((await contentOf(aside)) !== content) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
}

/** Whether the owner's process has ended, as far as this host can tell. */
function hasEnded({ host, process: id, started }: Owner): boolean {
  const we = ourselves()
  if (host === '' || host !== we.host) return false
  return id === we.process ? Math.abs(started - we.started) > 5 : !processRuns(id)
}

function ourselves(): Owner {
  const started = Math.round(Date.now() / 1000 - process.uptime())
  return { host: hostName(), process: process.pid, started, thread: threadId, token: randomBytes(8).toString('hex') }
}

/** Empty where the runtime does not tell. */
function hostName(): string {
  try {
    return hostname()
  } catch {
    return ''
  }
}

function ownerIn(content: string | undefined): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(content ?? '')
    return isRecord(owner) && typeof owner['process'] === 'number' ? (owner as unknown as Owner) : undefined
  } catch {
    return undefined
  }
}

function nameOf(content: string | undefined): string {
  const owner = ownerIn(content)
  return owner
    ? `process ${owner.process} on ${owner.host || 'a host'}, thread ${owner.thread}`
    : 'of an unknown process'
}

/** Creates a file, and says whether it was not there. */
async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false
    throw error
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw error
  }
}

/** What changes with every sign of life; undefined where there is no such file. */
async function signOf(path: string): Promise<string | undefined> {
  const content = await contentOf(path)
  const found = await stat(path).catch(() => undefined)
  return content === undefined || !found ? undefined : `${found.mtimeMs} ${content}`
}

function refusal(file: string, who: string): TrainError {
  return new TrainError(
    `Another run writes the checkpoint ${file} (${who}); two would replace each other's. Give each run a file of its own, or wait until that one has ended.`,
    { code: 'in-use' },
  )
}
