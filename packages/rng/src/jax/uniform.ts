import type { Key } from '../is-key.ts'
import { bits } from './bits.ts'

/** Exact: 2^−23. */
const GRID = 1 / 0x800000

/**
 * JAX's `uniform(key, shape, float32)`, flat in row-major order: the upper 23 bits of each word as the fraction of a
 * float32 in [1, 2), minus 1; that is, times 2^−23. Elements `start` … `start + length − 1`, as `bits`.
 *
 * @example
 * ```ts
 * import { key, uniform } from '@thinned/rng/jax'
 *
 * console.log(uniform(key(42), 2)) // Float32Array(2) [ 0.48870956897735596, 0.6797971725463867 ]
 * ```
 */
export function uniform(k: Key, length: number, start: number = 0): Float32Array {
  return Float32Array.from(bits(k, length, start), (word) => (word >>> 9) * GRID)
}
