import type { Initializer } from '@thinned/nn'
import { full } from '@thinned/tensor'

/** All elements begin at one value. */
export function constant(value: number): Initializer {
  return { name: `constant(${value})`, make: (_, shape, options) => full(shape, value, options) }
}
