import { normal as drawNormal, uniform as drawUniform, type Key } from '@thinned/rng'
import type { View } from '../../view.ts'
import { valuesOf } from '../storage.ts'

// Both kernels begin at element 32 · `group` of the key's stream; the group and the groups that out covers are below 2^32.

/** out (dense) = elements of the key's uniform stream in [0, 1), 24 bits each. */
export function uniform(out: View, key: Key, group: number): void {
  const values = valuesOf(out.storage)
  values.set(drawUniform(key, values.length, 32 * group))
}

/** out (dense) = elements of the key's standard normal stream, float32 each. */
export function normal(out: View, key: Key, group: number): void {
  const values = valuesOf(out.storage)
  values.set(drawNormal(key, values.length, 32 * group))
}
