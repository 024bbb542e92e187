import { DataError, type Dataset, stratifiedSample, take } from '@thinned/data'
import { mnist } from '@thinned/data/node'
import { foldIn, type Key } from '@thinned/rng'
import { fromUser } from './from-user.ts'
import type { Settings } from './settings.ts'
import { stoppableDigits } from './stoppable-digits.ts'
import { UsageError } from './usage-error.ts'

export interface Splits {
  readonly train: Dataset
  readonly validation: Dataset
  readonly test: Dataset
}

const VALIDATION = 1000

/** Of the embedded digits; MNIST has 10,000 of its own. */
const TEST = 5000

/**
 * The data of a run: training images as asked for, 1,000 validation images apart from them, and test images that nothing is tuned on.
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

/** Digits 0 … size − 1 to train with, then those to validate with, then those to test. */
async function embedded(size: number, key: Key, signal: AbortSignal): Promise<Splits> {
  const part = (start: number, count: number): Promise<Dataset> =>
    stoppableDigits({ size: count, start, key }, '--train', signal)
  return {
    train: await part(0, size),
    validation: await part(size, VALIDATION),
    test: await part(size + VALIDATION, TEST),
  }
}

async function folder(path: string): Promise<Pick<Splits, 'train' | 'test'>> {
  try {
    return await mnist(fromUser(path))
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
