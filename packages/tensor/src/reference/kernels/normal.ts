import { normal as draw, type Key } from '@thinned/rng'
import type { View } from '../../view.ts'
import { valuesOf } from '../values.ts'

/** out (dense) = the first elements of the key's standard normal stream, float32 each. */
export function normal(out: View, key: Key): void {
  const to = valuesOf(out.storage)
  to.set(draw(key, to.length))
}
