import { setImmediate } from 'node:timers/promises'
import { DataError, type Dataset, digits, stratifiedSample, take } from '@thinned/data'
import { mnist } from '@thinned/data/node'
import { foldIn, type Key } from '@thinned/rng'
import { sizeOf } from '@thinned/tensor'
import { UsageError } from './errors.ts'
import { userPath } from './files.ts'
import type { Settings } from './settings.ts'

export interface Splits {
  readonly train: Dataset
  readonly validation: Dataset
  readonly test: Dataset
}

const VALIDATION = 1000

/** Test images of the embedded digits. MNIST brings 10,000. */
const TEST = 5000

/** How many digits to draw between two checks for Ctrl-C: a fraction of a second. */
const CHUNK = 1000

/**
 * The data of a run: `train` training images, 1,000 other images for validation, and test images that no setting was tuned on.
 *
 * @throws {UsageError} where the folder or the number of training images cannot be used.
 */
export async function loadData(
  { data, train }: Pick<Settings, 'data' | 'train'>,
  run: Key,
  signal: AbortSignal,
): Promise<Splits> {
  if (data === 'digits') return embedded(train, foldIn(run, 'digits'), signal)
  return subset(
    data === 'mnist' ? await mnist({ download: true, signal }) : await folder(data),
    train,
    foldIn(run, 'subset'),
  )
}

/** Digits 0 … size − 1 for training, the next for validation, the next for the test. */
async function embedded(size: number, key: Key, signal: AbortSignal): Promise<Splits> {
  const part = (start: number, count: number): Promise<Dataset> =>
    digitsInChunks({ size: count, start, key }, '--train', signal)
  return {
    train: await part(0, size),
    validation: await part(size, VALIDATION),
    test: await part(size + VALIDATION, TEST),
  }
}

async function folder(path: string): Promise<Pick<Splits, 'train' | 'test'>> {
  try {
    return await mnist(userPath(path))
  } catch (error) {
    if (error instanceof DataError) {
      const message = error.message.replace('use { download: true }', 'write --data mnist')
      throw new UsageError(`--data was given "${path}". ${message}`)
    }
    if ((error as NodeJS.ErrnoException).code !== undefined)
      throw new UsageError(`--data was given "${path}", where a file cannot be read: ${(error as Error).message}.`)
    throw error
  }
}

function subset({ train, test }: Pick<Splits, 'train' | 'test'>, size: number, key: Key): Splits {
  const available = train.inputs.shape[0]!
  if (size + VALIDATION > available) {
    throw new UsageError(
      `--train was given ${size}; ${train.name} has ${available} training images, of which ${VALIDATION} are kept for validation.`,
    )
  }
  const chosen = stratifiedSample(train, size + VALIDATION, key)
  const part = (from: number, count: number): Dataset =>
    take(
      chosen,
      Array.from({ length: count }, (_, i) => from + i),
    )
  return { train: part(VALIDATION, size), validation: part(0, VALIDATION), test }
}

/** The same as `digits`, in chunks with a check of the signal between them. `option` names the size in errors. */
export async function digitsInChunks(
  { size, start = 0, key }: { readonly size: number; readonly start?: number; readonly key: Key },
  option: string,
  signal: AbortSignal,
): Promise<Dataset> {
  const empty = digits({ size: 0, key })
  const width = sizeOf(empty.inputs.shape.slice(1))
  const images = allocateImages(size, width, option)
  const labels = new Int32Array(size)
  for (let done = 0; done < size; done += CHUNK) {
    const chunk = digits({ size: Math.min(CHUNK, size - done), start: start + done, key })
    images.set(chunk.inputs.data, done * width)
    labels.set(chunk.targets.data, done)
    await setImmediate()
    signal.throwIfAborted()
  }
  return {
    ...empty,
    inputs: { data: images, shape: [size, ...empty.inputs.shape.slice(1)] },
    targets: { data: labels, shape: [size] },
  }
}

function allocateImages(size: number, width: number, option: string): Float32Array {
  try {
    return new Float32Array(size * width)
  } catch (error) {
    if (error instanceof RangeError)
      throw new UsageError(`${option} was given ${size}; there is no memory for so many images.`)
    throw error
  }
}
