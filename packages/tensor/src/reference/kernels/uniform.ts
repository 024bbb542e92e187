import { uniform as draw, type Key } from '@thinned/rng'
import type { View } from '../../view.ts'
import { valuesOf } from '../values.ts'

/** out (dense) = the first elements of the key's uniform stream in [0, 1), 24 bits each. */
export function uniform(out: View, key: Key): void {
  const to = valuesOf(out.storage)
  to.set(draw(key, to.length))
}
