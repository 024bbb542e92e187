import type { Key } from '../is-key.ts'
import { keepThreshold } from '../keep-threshold.ts'
import { uniform } from './uniform.ts'

/**
 * JAX's `bernoulli(key, keep, shape)` with a float32 probability, flat in row-major order: 1 where `uniform` is below
 * keep, rounded to float32, else 0. keep outside [0, 1] is an `RngError`.
 *
 * @example
 * ```ts
 * import { bernoulli, key } from '@thinned/rng/jax'
 *
 * console.log(bernoulli(key(42), 6, 0.5)) // Uint8Array(6) [ 1, 0, 0, 0, 1, 0 ]
 * ```
 */
export function bernoulli(k: Key, length: number, keep: number, start: number = 0): Uint8Array {
  keepThreshold(keep) // refuses what is not a probability
  const keep32 = Math.fround(keep)
  return Uint8Array.from(uniform(k, length, start), (u) => (u < keep32 ? 1 : 0))
}
