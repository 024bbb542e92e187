import { setImmediate } from 'node:timers/promises'
import { type Dataset, digits } from '@thinned/data'
import type { Key } from '@thinned/rng'
import { UsageError } from './usage-error.ts'

/** Takes a fraction of a second to make. */
const PART = 1000

/** What `digits` gives, made in parts, so that Ctrl-C is heard between them. `option` is what the size was given as. */
export async function stoppableDigits(
  { size, start = 0, key }: { readonly size: number; readonly start?: number; readonly key: Key },
  option: string,
  signal: AbortSignal,
): Promise<Dataset> {
  const empty = digits({ size: 0, key })
  const width = empty.inputs.shape.slice(1).reduce((product, extent) => product * extent, 1)
  const images = roomFor(size, width, option)
  const labels = new Int32Array(size)
  for (let done = 0; done < size; done += PART) {
    const part = digits({ size: Math.min(PART, size - done), start: start + done, key })
    images.set(part.inputs.data, done * width)
    labels.set(part.targets.data, done)
    await setImmediate()
    signal.throwIfAborted()
  }
  return {
    ...empty,
    inputs: { data: images, shape: [size, ...empty.inputs.shape.slice(1)] },
    targets: { data: labels, shape: [size] },
  }
}

function roomFor(size: number, width: number, option: string): Float32Array {
  try {
    return new Float32Array(size * width)
  } catch (error) {
    if (error instanceof RangeError)
      throw new UsageError(`${option} was given ${size}; there is no memory for so many images.`)
    throw error
  }
}
