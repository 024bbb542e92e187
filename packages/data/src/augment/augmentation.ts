import type { Key } from '@thinned/rng'

/** The lengths of an image's axes. */
export interface ImageSize {
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** For each pixel of an image, row-major, the place in the image before that it takes its value from: column and row, from 0, in pixels. */
export interface Coordinates {
  readonly x: Float64Array
  readonly y: Float64Array
}

/**
 * One kind of random change of an image. What it draws follows from the key it is given, one for each image. It moves pixels or changes
 * values; moves that stand next to each other are composed, and the image is sampled once.
 */
export interface Augmentation {
  readonly kind: string
  /** Plain JSON: what it does is decided by kind and settings. */
  readonly settings: Readonly<Record<string, number | string | boolean>>
  /** Replaces each place by the one that this change takes its value from. */
  move?(places: Coordinates, size: ImageSize, key: Key): void
  /** Changes the values of one image [height, width, channels] in place. */
  paint?(image: Float32Array, size: ImageSize, key: Key): void
}
