import {
  type Classified,
  type Dataset,
  digits,
  letters,
  rotateImages,
  stratifiedSample,
  take,
  takeRows,
} from '@thinned/data'
import { mnist } from '@thinned/data/node'
import { foldIn, type Key, uniform } from '@thinned/rng'
import { ANGLES, type ImageSettings } from './settings.ts'

export type Images = Classified['inputs']

/** What the nets learn from, and all that they predict: validation, test, letters, noise, and 1s at each angle, one after another. */
export interface LoadedImages {
  readonly train: Dataset
  readonly validation: Dataset
  readonly test: Dataset
  readonly all: Images
  /** The rows of `all` that each part has. */
  readonly parts: Readonly<Record<Part, readonly [from: number, to: number]>>
}

export const PARTS = ['validation', 'test', 'letters', 'noise', 'ones'] as const
export type Part = (typeof PARTS)[number]

/** The images of one seed. Those of the digits, for the same seed, are the demo's. `folder` holds the files of MNIST. */
export async function loadImages(settings: ImageSettings, run: Key, folder?: string): Promise<LoadedImages> {
  const { train, validation, test } = await (settings.data === 'digits'
    ? embedded(settings, run)
    : real(settings, run, folder!))
  const { away, ones } = settings
  const images: Record<Part, Images> = {
    validation: validation.inputs as Images,
    test: test.inputs as Images,
    letters: letters({ size: away, key: foldIn(run, 'away') }).inputs,
    noise: { data: uniform(foldIn(run, 'noise'), away * 784), shape: [away, 28, 28, 1] },
    ones: rotatedOnes(test, ones),
  }
  let from = 0
  const parts = Object.fromEntries(
    PARTS.map((part) => {
      const to = from + images[part].shape[0]!
      const rows = [from, to] as const
      from = to
      return [part, rows]
    }),
  ) as unknown as LoadedImages['parts']
  const data = new Float32Array(from * 784)
  for (const part of PARTS) data.set(images[part].data, parts[part][0] * 784)
  return { train, validation, test, all: { data, shape: [from, 28, 28, 1] }, parts }
}

/** Digits 0 … train − 1 for training, the next for validation, the next for the test. */
function embedded(
  { images: { train, validation, test } }: ImageSettings,
  run: Key,
): Pick<LoadedImages, 'train' | 'validation' | 'test'> {
  const key = foldIn(run, 'digits')
  const part = (start: number, size: number): Dataset => digits({ size, start, key })
  return { train: part(0, train), validation: part(train, validation), test: part(train + validation, test) }
}

/** A stratified sample of the training images, cut into training and validation, and the test images. */
async function real(
  { images }: ImageSettings,
  run: Key,
  folder: string,
): Promise<Pick<LoadedImages, 'train' | 'validation' | 'test'>> {
  const { train, test } = await mnist(folder)
  const chosen = stratifiedSample(train, images.train + images.validation, foldIn(run, 'subset'))
  const part = (of: Dataset, start: number, size: number): Dataset =>
    take(
      of,
      Array.from({ length: size }, (_, i) => start + i),
    )
  return {
    train: part(chosen, images.validation, images.train),
    validation: part(chosen, 0, images.validation),
    test: part(test, 0, images.test),
  }
}

/** The first 1s of the test images, at each angle: [angles · count, 28, 28, 1]. */
function rotatedOnes(test: Dataset, count: number): Images {
  const labels = test.targets.data
  const rows = Array.from(labels.keys())
    .filter((row) => labels[row] === 1)
    .slice(0, count)
  if (rows.length < count) throw new Error(`The test images hold ${rows.length} times a 1; ${count} are rotated.`)
  const upright = takeRows(test.inputs, rows) as Images
  const data = new Float32Array(ANGLES.length * upright.data.length)
  for (const [i, angle] of ANGLES.entries()) data.set(rotateImages(upright, angle).data, i * upright.data.length)
  return { data, shape: [ANGLES.length * count, 28, 28, 1] }
}
