import type { Key } from '@thinned/rng'
import { DataError } from '../data-error.ts'

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

/** Refuses what is no finite number from `least`. */
export function checkStrength(kind: string, option: string, value: number, least = 0): number {
  if (value >= least && value < Infinity) return value
  throw new DataError(
    `${kind} was given ${option}: ${value}; it is a number from ${least}, where ${least} changes nothing.`,
  )
}

/** Maps places linearly about the middle of the image: (x, y) becomes (a x + b y, c x + d y), seen from there. */
export function linearMove(
  { x, y }: Coordinates,
  { height, width }: ImageSize,
  [a, b, c, d]: readonly [number, number, number, number],
): void {
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2]
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i]! - middleX, y[i]! - middleY]
    x[i] = middleX + (a * dx + b * dy)
    y[i] = middleY + (c * dx + d * dy)
  }
}
