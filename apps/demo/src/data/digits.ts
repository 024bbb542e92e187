import { setImmediate } from 'node:timers/promises'
import { digits } from '@thinned/data'
import type { Key } from '@thinned/rng'
import { sizeOf } from '@thinned/tensor'
import { UsageError } from '../errors.ts'
import { type ClassSplits, validationSize } from './demo-data.ts'

/** Test images of the embedded digits. MNIST brings 10,000. */
const TEST = 5000

/** How many digits to draw between two checks for Ctrl-C: a fraction of a second. */
const CHUNK = 1000

type Digits = ReturnType<typeof digits>

/**
 * Digits 0 … size − 1 for training, the next for validation, the next for the test.
 *
 * @throws {UsageError} where there is no memory for them.
 */
export async function embeddedDigits(size: number, key: Key, signal: AbortSignal): Promise<ClassSplits> {
  const part = (start: number, count: number): Promise<Digits> =>
    digitsInChunks({ size: count, start, key }, '--train', signal)
  const validation = validationSize(size)
  return {
    train: await part(0, size),
    validation: await part(size, validation),
    test: await part(size + validation, TEST),
  }
}

/** The same as `digits`, in chunks with a check of the signal between them. `option` names the size in errors. */
export async function digitsInChunks(
  { size, start = 0, key }: { readonly size: number; readonly start?: number; readonly key: Key },
  option: string,
  signal: AbortSignal,
): Promise<Digits> {
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

function allocateImages(size: number, width: number, option: string): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(size * width)
  } catch (error) {
    if (error instanceof RangeError)
      throw new UsageError(`${option} was given ${size}; there is no memory for so many images.`)
    throw error
  }
}
