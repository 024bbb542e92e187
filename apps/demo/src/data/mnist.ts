import { type Classified, DataError, stratifiedSample, take } from '@thinned/data'
import { mnist } from '@thinned/data/node'
import type { Key } from '@thinned/rng'
import { UsageError } from '../errors.ts'
import { userPath } from '../files.ts'
import { type ClassSplits, validationSize } from './demo-data.ts'

/**
 * MNIST, downloaded or of a folder: `size` training images and others for validation, in which each class keeps its share, and the test images.
 *
 * @throws {UsageError} where the folder or the number of training images cannot be used.
 */
export async function mnistImages(data: string, size: number, key: Key, signal: AbortSignal): Promise<ClassSplits> {
  const { train, test } = data === 'mnist' ? await mnist({ download: true, signal }) : await folder(data)
  const available = train.inputs.shape[0]!
  const validation = validationSize(size)
  if (size + validation > available) {
    throw new UsageError(
      `--train was given ${size}; ${train.name} has ${available} training images, of which ${validation} are kept for validation.`,
    )
  }
  const chosen = stratifiedSample(train, size + validation, key)
  const part = (from: number, count: number): Classified =>
    take(
      chosen,
      Array.from({ length: count }, (_, i) => from + i),
    )
  return { train: part(validation, size), validation: part(0, validation), test }
}

async function folder(path: string): ReturnType<typeof mnist> {
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
