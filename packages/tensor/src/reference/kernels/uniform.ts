import { uniform as draw, type Key } from '@thinned/rng'
import type { View } from '../../view.ts'
import { valuesOf } from '../values.ts'

/** out (dense) = the elements from 32 · `group` on of the key's uniform stream in [0, 1), 24 bits each; group and what out covers below 2^32. */
export function uniform(out: View, key: Key, group: number): void {
  const to = valuesOf(out.storage)
  to.set(draw(key, to.length, 32 * group))
}
