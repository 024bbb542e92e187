import type { Key } from '@thinned/rng'
import type { Shape } from './shape.ts'

/** A mask by mask law 1, as kernels take it: nothing is stored, every element follows from the key and its place. */
export interface MaskSpec {
  readonly key: Key
  /** T = ⌊keep·2^32 + ½⌋, strictly between 0 and 2^32: the two ends draw nothing and never reach a kernel. */
  readonly threshold: number
  /** What kept values are multiplied by: fround(1/keep) in float32, 1/keep in float64. */
  readonly scale: number
  /** The mask's shape: the tensor's, with 1 at each shared axis. */
  readonly shape: Shape
  /** The row of the first element in the whole batch; 0 where the rank is below 2 or axis 0 is shared. */
  readonly row: number
}
