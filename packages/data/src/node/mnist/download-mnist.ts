import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Fields, list, oneOf, optional, record, text, value } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import { dataOptions } from '../../options.ts'
import { decompress } from '../decompress.ts'
import { path } from '../path.ts'

export interface MnistDownload {
  readonly download: true
  /** Where the files are kept. Default: `thinned/mnist` in XDG_CACHE_HOME, or in ~/.cache. */
  readonly cache?: string | URL
  /** Addresses that end in a slash, tried in order. Default: the public mirrors. */
  readonly mirrors?: readonly string[]
  /** SHA-256 of the uncompressed contents by file name. Default: MNIST's. */
  readonly hashes?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

const read = dataOptions(
  'mnist',
  {
    download: oneOf(true),
    cache: optional(path),
    mirrors: optional(list(text, 'a list of addresses that end in a slash')),
    hashes: optional(record(text, 'the SHA-256 of files by name')),
    signal: optional(value<AbortSignal>('an AbortSignal', (given) => given instanceof AbortSignal)),
  } satisfies Fields<MnistDownload>,
  { folder: 'cache', path: 'cache', root: 'cache', train: 'none: mnist gives both train and test' },
)

/** Downloads the files missing in the cache, checks the contents of all, and returns the folder. A file appears there complete or not at all. */
export async function downloadMnist(options: MnistDownload): Promise<string> {
  const { cache = defaultCache(), mirrors = MNIST_MIRRORS, hashes = MNIST_FILES, signal } = read(options)
  await mkdir(cache, { recursive: true })
  for (const [file, hash] of Object.entries(hashes)) {
    const target = join(cache, `${file}.gz`)
    if (await isGood(target, hash)) continue
    const bytes = await fetchFirst(file, hash, mirrors, cache, signal)
    await place(target, bytes)
  }
  return cache
}

/** Writes a file as a whole or not at all, through a temporary file that no other download has. */
async function place(target: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${target}.${randomBytes(8).toString('hex')}.tmp`
  try {
    await writeFile(temporary, bytes, { flag: 'wx' })
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

function defaultCache(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'thinned', 'mnist')
}

async function isGood(file: string, hash: string): Promise<boolean> {
  try {
    return sha256(decompress(await readFile(file), file, MOST_BYTES)) === hash
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
      const bytes = await bodyOf(response)
      const hashed = sha256(decompress(bytes, address, MOST_BYTES))
      if (hashed !== hash) throw new Error(`its contents have the SHA-256 ${hashed}, not ${hash}`)
      return bytes
    } catch (error) {
      signal?.throwIfAborted()
      const cause = (error as { cause?: { code?: string } }).cause?.code
      failures.push(`${mirror}: ${cause ?? (error as Error).message}`)
    }
  }
  throw new DataError(
    `${file}.gz could not be fetched (${failures.join('; ')}). Without a network, put the four MNIST files into ${cache} or give the path of a folder that has them.`,
    { code: 'failed' },
  )
}

/** The bytes of an answer, as far as MOST_BYTES: a mirror may send without end. */
async function bodyOf(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    parts.push(part)
    length += part.length
    if (length > MOST_BYTES) throw new Error(`it sent more than ${MOST_BYTES} bytes`)
  }
  return Buffer.concat(parts)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The most bytes of a file of MNIST, sent and unpacked; the largest has 47,040,016. */
export const MOST_BYTES: number = 64 * 1024 * 1024

/** The four files of MNIST, with the SHA-256 of their uncompressed contents. */
export const MNIST_FILES: Readonly<Record<string, string>> = {
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
}

/** Public copies of the files, in gzip. */
export const MNIST_MIRRORS: readonly string[] = [
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
]
