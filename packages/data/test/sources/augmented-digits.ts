import { key } from '@thinned/rng'
import { augment, augmentedSource, digits, elastic } from '../../src/index.ts'

/** Digits that are distorted where this runs. */
export default function augmentedDigits({ size }: { readonly size: number }): ReturnType<typeof augmentedSource> {
  return augmentedSource(digits({ size, key: key(1) }), augment([elastic()]))
}
