import { foldIn, type Key } from '@thinned/rng'
import { type Fields, list, value } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import type { NdArray } from '../dataset/arrays.ts'
import { checkListOfRows } from '../dataset/take.ts'
import { dataOptions } from '../options.ts'
import { type Augmentation, coordinatesOf, type ImageSize, imageSize } from './augmentation.ts'
import { type Outside, otherNamesOfOutside, outside, sampleImage } from './sample-image.ts'

export interface AugmentOptions {
  /** What lies outside an image: 'zeros', 'nearest' for the border, or the value of the background, where that is not 0. Default 'zeros'. */
  readonly outside?: Outside
}

const read = dataOptions(
  'augment',
  {
    outside,
  } satisfies Fields<AugmentOptions>,
  otherNamesOfOutside,
)

const readArguments = dataOptions('augment', {
  steps: list(
    value<Augmentation>(
      'an augmentation, such as rotate({ degrees: 10 })',
      (given) =>
        typeof given === 'object' && given !== null && typeof (given as Partial<Augmentation>).kind === 'string',
    ),
    'a list of augmentations, such as [rotate({ degrees: 10 })]',
  ),
})

/** Augmentations in order. */
export interface ImageAugmenter {
  /** Plain JSON: equal settings make equal changes. */
  readonly settings: unknown
  /**
   * Changed copies of the images [n, height, width, channels]. The change of image i follows from `foldIn(key, numbers[i])` alone, in any
   * batch.
   */
  apply(images: NdArray<Float32Array>, numbers: ArrayLike<number>, key: Key): NdArray<Float32Array>
}

/**
 * Random changes of images, in order, from keys. Consecutive warps are composed, so that an image is interpolated (bilinearly) once and
 * blurs once. The draws of a step follow from its kind and its ordinal among that kind (`rotate1`): a new step changes no other. The bits
 * are the same on every machine.
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
export function augment(steps: readonly Augmentation[], options: AugmentOptions = {}): ImageAugmenter {
  const { outside } = read(options)
  readArguments({ steps })
  const named = steps.map((step, i) => {
    const ordinal = steps.slice(0, i + 1).filter(({ kind }) => kind === step.kind).length
    return { ...step, name: `${step.kind}${ordinal}` }
  })
  return {
    settings: { outside, steps: steps.map(({ kind, settings }) => ({ kind, settings })) },
    apply(images, numbers, key) {
      const size = imageSize('augment', images)
      checkListOfRows(numbers)
      if (images.shape[0] !== numbers.length)
        throw new DataError(
          `augment was given ${images.shape[0]} images, but the numbers of ${numbers.length} examples; there is one for each.`,
        )
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
  let warps: Named[] = []
  const applyWarps = (): void => {
    if (warps.length === 0) return
    const coordinates = coordinatesOf(size)
    // Coordinates lead from the new image back to the old one: the last warp comes first.
    for (const step of warps.reverse()) step.warp!(coordinates, size, foldIn(key, step.name))
    const warped = new Float32Array(current.length)
    sampleImage(current, size, coordinates, outside, warped)
    current = warped
    warps = []
  }
  for (const step of steps) {
    if (step.warp) warps.push(step)
    if (!step.adjust) continue
    applyWarps()
    step.adjust(current, size, foldIn(key, step.name))
  }
  applyWarps()
  return current
}
