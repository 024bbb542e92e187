import { cos, sin } from '@thinned/math/float64'
import { type Fields, number } from '@thinned/schema'
import type { NdArray } from '../dataset/arrays.ts'
import { dataOptions } from '../options.ts'
import { coordinatesOf, imageSize, warpLinearly } from './augmentation.ts'
import { type Outside, otherNamesOfOutside, outside, sampleImage } from './sample-image.ts'

export interface RotateImagesOptions {
  /** What lies outside an image: 'zeros', 'nearest' for the border, or the value of the background, where that is not 0. Default 'zeros'. */
  readonly outside?: Outside
}

const read = dataOptions('rotateImages', { outside } satisfies Fields<RotateImagesOptions>, otherNamesOfOutside)
const readArguments = dataOptions('rotateImages', { degrees: number() })

/**
 * Copies of images [n, height, width, channels], all turned about their middle by the same angle; positive angles turn clockwise as the
 * image is seen, with its first row on top. Nothing is random: `rotate` is the augmentation. The values are interpolated bilinearly; by
 * 0 degrees, and by quarter turns of square images, they are moved exactly.
 *
 * @throws {DataError} if an array holds no images, and on degrees that are no finite number.
 * @example
 * ```ts
 * import { rotateImages } from '@thinned/data'
 *
 * const image = { data: Float32Array.of(1, 2, 3, 4), shape: [1, 2, 2, 1] }
 * console.log(rotateImages(image, 90).data) // Float32Array(4) [ 3, 1, 4, 2 ]
 * ```
 */
export function rotateImages(
  images: NdArray<Float32Array>,
  degrees: number,
  options: RotateImagesOptions = {},
): NdArray<Float32Array> {
  const { outside } = read(options)
  readArguments({ degrees })
  const size = imageSize('rotateImages', images)
  const [c, s] = cosineAndSine(degrees)
  const coordinates = coordinatesOf(size)
  warpLinearly(coordinates, size, [c, s, -s, c])
  const pixels = size.height * size.width * size.channels
  const data = new Float32Array(images.data.length)
  for (let from = 0; from < data.length; from += pixels)
    sampleImage(
      images.data.subarray(from, from + pixels),
      size,
      coordinates,
      outside,
      data.subarray(from, from + pixels),
    )
  return { data, shape: [...images.shape] }
}

/** Exact for quarter turns. */
function cosineAndSine(degrees: number): readonly [cosine: number, sine: number] {
  const turn = degrees % 360
  if (turn % 90 !== 0) return [cos((Math.PI / 180) * turn), sin((Math.PI / 180) * turn)]
  const quarter = (turn / 90 + 4) % 4
  return [[1, 0, -1, 0][quarter]!, [0, 1, 0, -1][quarter]!]
}
