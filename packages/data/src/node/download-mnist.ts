import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { DataError } from '../data-error.ts'
import { MNIST_FILES, MNIST_MIRRORS } from './mnist-files.ts'
import { uncompressed } from './uncompressed.ts'

export interface MnistDownload {
  readonly download: true
  /** Where the files are kept. Default: `thinned/mnist` in XDG_CACHE_HOME, or in ~/.cache. */
  readonly cache?: string
  /** Addresses that end in a slash, tried in order. Default: the public mirrors. */
  readonly mirrors?: readonly string[]
  /** SHA-256 of the uncompressed contents by file name. Default: MNIST's. */
  readonly hashes?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** Fetches what the cache lacks, checks every file's contents, and returns the folder. A file appears there whole or not at all. */
export async function downloadMnist({
  cache = defaultCache(),
  mirrors = MNIST_MIRRORS,
  hashes = MNIST_FILES,
  signal,
}: MnistDownload): Promise<string> {
  await mkdir(cache, { recursive: true })
  for (const [file, hash] of Object.entries(hashes)) {
    const target = join(cache, `${file}.gz`)
    if (await isGood(target, hash)) continue
    const bytes = await fetchFirst(file, hash, mirrors, cache, signal)
    const temporary = `${target}.${process.pid}.tmp`
    await writeFile(temporary, bytes)
    await rename(temporary, target)
  }
  return cache
}

function defaultCache(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'thinned', 'mnist')
}

async function isGood(path: string, hash: string): Promise<boolean> {
  try {
    return sha256(uncompressed(await readFile(path), path)) === hash
  } catch {
    return false
  }
}

async function fetchFirst(
  file: string,
  hash: string,
  mirrors: readonly string[],
  cache: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const failures: string[] = []
  for (const mirror of mirrors) {
    const address = `${mirror}${file}.gz`
    try {
      const response = await fetch(address, signal ? { signal } : {})
      if (!response.ok) throw new Error(`it answered ${response.status}`)
      const bytes = new Uint8Array(await response.arrayBuffer())
      const found = sha256(uncompressed(bytes, address))
      if (found !== hash) throw new Error(`its contents have the SHA-256 ${found}, not ${hash}`)
      return bytes
    } catch (error) {
      signal?.throwIfAborted()
      const cause = (error as { cause?: { code?: string } }).cause?.code
      failures.push(`${mirror}: ${cause ?? (error as Error).message}`)
    }
  }
  throw new DataError(
    `${file}.gz could not be fetched (${failures.join('; ')}). Without a network, put the four MNIST files into ${cache} or give the path of a folder that has them.`,
  )
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
