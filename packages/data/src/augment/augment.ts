import { foldIn, type Key } from '@thinned/rng'
import { DataError } from '../data-error.ts'
import type { NdArray } from '../dataset/arrays.ts'
import type { Augmentation, Coordinates, ImageSize } from './augmentation.ts'
import { type Outside, sampleImage } from './sample-image.ts'

export interface AugmentOptions {
  /** What lies outside an image. Default 'zeros'. */
  readonly outside?: Outside
}

/** Augmentations in order. */
export interface ImageAugmenter {
  /** Plain JSON: equal settings make equal changes. */
  readonly settings: unknown
  /**
   * Copies of the images [n, height, width, channels]; image i of them is changed as example `numbers[i]`, by draws of
   * `foldIn(key, numbers[i])` alone: the same in every batch.
   */
  apply(images: NdArray<Float32Array>, numbers: ArrayLike<number>, key: Key): NdArray<Float32Array>
}

/**
 * Random changes of images, in order, driven by keys. A change of values sees what the ones before it made; moves next to each other are
 * composed to one, so that an image is sampled (bilinearly) once and not blurred by each. The draws of a step come from the key of its kind and
 * its ordinal among that kind (`rotate1`): adding a step changes no other. The bits are the same everywhere.
 *
 * @throws {DataError} if an array holds no images.
 * @example
 * ```ts
 * import { augment, digits, rotate, shift } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs } = digits({ size: 2, key: key(0) })
 * const changed = augment([rotate({ degrees: 15 }), shift({ pixels: 2 })]).apply(inputs, [0, 1], key(1))
 * console.log(changed.shape) // [ 2, 28, 28, 1 ]
 * ```
 */
export function augment(steps: readonly Augmentation[], { outside = 'zeros' }: AugmentOptions = {}): ImageAugmenter {
  if (outside !== 'zeros' && outside !== 'nearest')
    throw new DataError(`augment was given outside: ${JSON.stringify(outside)}; it is 'zeros' or 'nearest'.`)
  const named = steps.map((step, i) => {
    const ordinal = steps.slice(0, i + 1).filter(({ kind }) => kind === step.kind).length
    return { ...step, name: `${step.kind}${ordinal}` }
  })
  return {
    settings: { outside, steps: steps.map(({ kind, settings }) => ({ kind, settings })) },
    apply(images, numbers, key) {
      const size = imageSize(images, numbers)
      const pixels = size.height * size.width * size.channels
      const data = new Float32Array(images.data.length)
      for (let i = 0; i < numbers.length; i++) {
        const image = images.data.subarray(i * pixels, (i + 1) * pixels)
        data.set(changeImage(image, size, named, outside, foldIn(key, numbers[i]!)), i * pixels)
      }
      return { data, shape: [...images.shape] }
    },
  }
}

type Named = Augmentation & { readonly name: string }

function changeImage(
  image: Float32Array,
  size: ImageSize,
  steps: readonly Named[],
  outside: Outside,
  key: Key,
): Float32Array {
  let current = image.slice()
  let moves: Named[] = []
  const move = (): void => {
    if (moves.length === 0) return
    const places = identity(size)
    // What ends up at a place went through the last move last: it is the first to be taken back.
    for (const step of moves.reverse()) step.move!(places, size, foldIn(key, step.name))
    const moved = new Float32Array(current.length)
    sampleImage(current, size, places, outside, moved)
    current = moved
    moves = []
  }
  for (const step of steps) {
    if (step.move) moves.push(step)
    if (!step.paint) continue
    move()
    step.paint(current, size, foldIn(key, step.name))
  }
  move()
  return current
}

function identity({ height, width }: ImageSize): Coordinates {
  const [x, y] = [new Float64Array(height * width), new Float64Array(height * width)]
  for (let row = 0, pixel = 0; row < height; row++) {
    for (let column = 0; column < width; column++, pixel++) {
      x[pixel] = column
      y[pixel] = row
    }
  }
  return { x, y }
}

function imageSize({ data, shape }: NdArray<Float32Array>, numbers: ArrayLike<number>): ImageSize {
  const [count, height, width, channels] = shape
  if (shape.length !== 4 || !(data instanceof Float32Array))
    throw new DataError(
      `augment changes images [n, height, width, channels] of float32, but was given [${shape.join(', ')}] of a ${data.constructor.name}.`,
    )
  if (count !== numbers.length)
    throw new DataError(
      `augment was given ${count} images, but the numbers of ${numbers.length} examples; there is one for each.`,
    )
  return { height: height!, width: width!, channels: channels! }
}
