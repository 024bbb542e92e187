import { readdirSync } from 'node:fs'
import type { Key } from '@thinned/rng'
import type { Augmentation, Coordinates } from '../src/index.ts'

/** What the suite must know of an augmentation: it lies beside it, in `<name>.cases.ts`. */
export interface AugmentationCases {
  /** With a strength that one would use. */
  readonly usual: Augmentation
  /** With a strength that changes nothing. */
  readonly none: Augmentation
  /** With the greatest strength that it takes. */
  readonly extreme: Augmentation
  /** The fingerprint of 20 digits changed by the usual one: frozen. */
  readonly frozen: string
  /** Expectations in closed form: of what a key makes of something. */
  readonly means: Readonly<Record<string, readonly [of: (key: Key) => number, mean: number]>>
  /** What is refused, and with what words. */
  readonly refused: readonly (readonly [make: () => Augmentation, message: string])[]
}

const FOLDER = new URL('../src/augment/steps/', import.meta.url)

/** The augmentations of the folder, by name, with their cases. */
export async function augmentationCases(): Promise<readonly (readonly [name: string, cases: AugmentationCases])[]> {
  const files = readdirSync(FOLDER).filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && file !== 'index.ts')
  return Promise.all(
    files.sort().map(async (file) => {
      const name = file.slice(0, -'.ts'.length)
      return [name, (await import(new URL(`${name}.cases.ts`, FOLDER).href)).cases as AugmentationCases] as const
    }),
  )
}

/** The source coordinates of a pixel, in an image of 21 × 31 with the center (15, 10). */
export function cameFrom(augmentation: Augmentation, key: Key, x: number, y: number): readonly [x: number, y: number] {
  const coordinates: Coordinates = { x: Float64Array.of(x), y: Float64Array.of(y) }
  augmentation.warp!(coordinates, { height: 21, width: 31, channels: 1 }, key)
  return [coordinates.x[0]!, coordinates.y[0]!]
}
