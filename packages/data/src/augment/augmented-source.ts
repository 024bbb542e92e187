import { foldIn } from '@thinned/rng'
import { formatValue } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import { floatsFault } from '../dataset/array-fault.ts'
import type { Arrays, NdArray } from '../dataset/arrays.ts'
import { asSource, type DataSource } from '../dataset/data-source.ts'
import { classesOf, type Dataset, type Values } from '../dataset/dataset.ts'
import { textFingerprint } from '../dataset/fingerprint.ts'
import type { ImageAugmenter } from './augment.ts'

/**
 * A source that augments its images anew for each key; the trainer passes one key per epoch. Without a key, as in evaluation, images do not
 * change.
 *
 * @throws {DataError} if the inputs are no images [n, height, width, channels] of float32.
 * @example
 * ```ts
 * import { augment, augmentedSource, digits, rotate } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const train = augmentedSource(digits({ size: 100, key: key(0) }), augment([rotate({ degrees: 10 })]))
 * const { inputs } = await train.fetch([7, 42], key(1))
 * console.log(inputs.shape) // [ 2, 28, 28, 1 ]
 * ```
 */
export function augmentedSource<Targets extends Arrays>(
  data: Dataset<Values, Targets> | DataSource<Values, Targets>,
  augmentation: ImageAugmenter,
): DataSource<NdArray<Float32Array>, Targets> {
  if (typeof (augmentation as Partial<ImageAugmenter> | null | undefined)?.apply !== 'function')
    throw new DataError(
      `augmentedSource was given ${formatValue(augmentation)} as its augmentation; it takes one, such as augment([flip()]).`,
    )
  const source: DataSource<Values, Targets> = asSource(data)
  const { name, size, inputShape, targetShape } = source
  if (!Array.isArray(inputShape) || inputShape.length !== 3)
    throw new DataError(
      `augmentedSource takes images [n, height, width, channels], but the inputs of ${name} are [n, ${[inputShape].flat().join(', ')}].`,
    )
  return {
    name,
    size,
    ...classesOf(source),
    inputShape,
    targetShape,
    get fingerprint() {
      return textFingerprint(`${source.fingerprint} ${JSON.stringify(augmentation.settings)}`)
    },
    async fetch(rows, key, options) {
      // A separate key for the source: the augmentation derives keys from this one by number.
      const batch = await source.fetch(rows, key && foldIn(key, 'source'), options)
      const images = floats(name, batch.inputs)
      return { ...batch, inputs: key ? augmentation.apply(images, rows, key) : images }
    },
  }
}

function floats(name: string, images: Values): NdArray<Float32Array> {
  const fault = floatsFault(images)
  if (fault === undefined) return images as NdArray<Float32Array>
  throw new DataError(
    `augmentedSource takes images of float32, but the inputs of ${name} ${fault} Of a file, npySource divides them with divideBy.`,
    { code: 'invalid-data' },
  )
}
