import { DataError } from '../data-error.ts'
import { floatsFault } from '../dataset/array-fault.ts'
import type { NdArray } from '../dataset/arrays.ts'
import type { ImageSize } from './augmentation.ts'

/** The size of each of the images [n, height, width, channels]. */
export function imageSize(caller: string, images: NdArray<Float32Array>): ImageSize {
  const fault = floatsFault(images)
  if (fault !== undefined) throw new DataError(`The images that ${caller} was given ${fault}`, { code: 'invalid-data' })
  const { shape } = images
  if (shape.length !== 4)
    throw new DataError(
      `${caller} changes images [n, height, width, channels] of float32, but was given [${shape.join(', ')}].`,
      { code: 'invalid-data' },
    )
  return { height: shape[1]!, width: shape[2]!, channels: shape[3]! }
}
