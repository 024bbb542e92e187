import { cos, sin } from '@thinned/math/float64'
import { foldIn, type Key, normal } from '@thinned/rng'
import { type Fields, integer, list, number, optional, withDefault } from '@thinned/schema'
import { checkSize } from '../check-size.ts'
import { DataError } from '../data-error.ts'
import type { Classified } from '../dataset/dataset.ts'
import { amount, dataOptions, generatorNames, key, size } from '../options.ts'
import { checkGenerated } from './kit/checks.ts'

export interface BlobsOptions {
  readonly size: number
  /** How many classes, from 1. Default 3. */
  readonly classes?: number
  /** How many coordinates, from 2. Default 2. */
  readonly features?: number
  /** Standard deviation of every coordinate about the center. Default 1. */
  readonly spread?: number
  /** A center for each class. Default: evenly on a circle of radius 4 in the first two coordinates, 0 in the others. */
  readonly centers?: readonly (readonly number[])[]
  readonly key: Key
}

const read = dataOptions(
  'blobs',
  {
    size,
    classes: optional(integer({ from: 1 })),
    features: optional(integer({ from: 2 })),
    spread: withDefault(amount, 1),
    centers: optional(list(list(number(), 'a list of numbers'), 'a list of centers, such as [[0, 0], [3, 4]]')),
    key,
  } satisfies Fields<BlobsOptions>,
  { ...generatorNames, clusterStd: 'spread', cluster_std: 'spread', noise: 'spread', deviation: 'spread' },
)

/**
 * Points [size, features] in Gaussian clouds, one cloud for each class: example i has the class i mod classes. The centers do not depend on
 * the key, so that training and validation data of different keys have the same distribution.
 *
 * @throws {DataError} on counts that are none, a spread below 0, and centers that do not fit.
 * @example
 * ```ts
 * import { blobs } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs } = blobs({ size: 2, spread: 0, centers: [[1, 2], [3, 4]], key: key(0) })
 * console.log(inputs.data) // Float32Array(4) [ 1, 2, 3, 4 ]
 * ```
 */
export function blobs(options: BlobsOptions): Classified {
  const given = read(options)
  const { size, spread, key } = given
  const centers = given.centers ?? evenly(given)
  const [classes, features] = [centers.length, centers[0]?.length ?? 0]
  for (const [option, count] of [
    ['classes', classes],
    ['features', features],
  ] as const) {
    const requested = given[option]
    if (count === 0 || (requested !== undefined && requested !== count))
      throw new DataError(
        `blobs was given ${requested ?? 'no'} ${option}, but centers of ${count}; leave ${option} out, or make them equal.`,
      )
  }
  if (centers.some((center) => center.length !== features))
    throw new DataError(`blobs was given centers that are not all of ${features} numbers.`)
  const noises = normal(foldIn(key, 'points'), features * checkSize('blobs', size, features))
  const targets = Int32Array.from({ length: size }, (_, i) => i % classes)
  const data = Float32Array.from(noises, (noise, i) => {
    const center = centers[targets[Math.floor(i / features)]!]!
    return center[i % features]! + spread * noise
  })
  return {
    name: 'blobs',
    inputs: { data: checkGenerated('blobs', data), shape: [size, features] },
    targets: { data: targets, shape: [size] },
    classes,
  }
}

function evenly({ classes = 3, features = 2 }: ReturnType<typeof read>): number[][] {
  checkSize('blobs', classes, features)
  return Array.from({ length: classes }, (_, label) => {
    const angle = (2 * Math.PI * label) / classes
    return Array.from({ length: features }, (_, axis) =>
      axis === 0 ? 4 * cos(angle) : axis === 1 ? 4 * sin(angle) : 0,
    )
  })
}
