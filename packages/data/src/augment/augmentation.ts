import type { Key } from '@thinned/rng'
import { number, type Schema } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import { floatsFault } from '../dataset/array-fault.ts'
import type { NdArray } from '../dataset/arrays.ts'

/** The lengths of an image's axes. */
export interface ImageSize {
  readonly height: number
  readonly width: number
  readonly channels: number
}

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

/** For each pixel of the new image, row-major, the coordinates in the old image of its value: column x and row y, from 0, in pixels. */
export interface Coordinates {
  readonly x: Float64Array
  readonly y: Float64Array
}

/**
 * One kind of random change of an image. Its draws follow from the key of the image. It warps the image (geometry) or adjusts its values.
 * Consecutive warps are composed, so that the image is interpolated once.
 */
export interface Augmentation {
  readonly kind: string
  /** Plain JSON: kind and settings determine the change. */
  readonly settings: Readonly<Record<string, number | string | boolean>>
  /** Replaces the coordinates by those that this change reads from. */
  warp?(coordinates: Coordinates, size: ImageSize, key: Key): void
  /** Changes the values of one image [height, width, channels] in place. */
  adjust?(image: Float32Array, size: ImageSize, key: Key): void
}

/** How strong a change is: numbers from `least`, which changes nothing, to `most`. */
/* @__NO_SIDE_EFFECTS__ */
export function strength(least: number, most?: number): Schema<number> {
  return number(most === undefined ? { from: least } : { from: least, to: most }, `, where ${least} changes nothing`)
}

/** Maps coordinates linearly about the center of the image: (x, y) becomes (a x + b y, c x + d y), relative to the center. */
export function warpLinearly(
  { x, y }: Coordinates,
  { height, width }: ImageSize,
  [a, b, c, d]: readonly [number, number, number, number],
): void {
  const [centerX, centerY] = [(width - 1) / 2, (height - 1) / 2]
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i]! - centerX, y[i]! - centerY]
    x[i] = centerX + (a * dx + b * dy)
    y[i] = centerY + (c * dx + d * dy)
  }
}

/** The coordinates of an image that is not changed: those of its own pixels. */
export function coordinatesOf({ height, width }: ImageSize): Coordinates {
  const [x, y] = [new Float64Array(height * width), new Float64Array(height * width)]
  for (let row = 0, pixel = 0; row < height; row++) {
    for (let column = 0; column < width; column++, pixel++) {
      x[pixel] = column
      y[pixel] = row
    }
  }
  return { x, y }
}
