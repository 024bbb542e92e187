import { checkElements, newDraws } from '../checks.ts'
import { threefry2x32Block } from '../generators/threefry2x32.ts'
import { checkKey, type Key } from '../keys/is-key.ts'
import { keepThreshold } from '../masks/keep-threshold.ts'

const block = new Int32Array(2)

/**
 * JAX's `bits(key, shape, uint32)`, flat in row-major order: word i is x0 xor x1 of threefry2x32(k, [high 32 bits of i,
 * low 32 bits of i]). Elements `start` … `start + length − 1`; a length or start outside 0 … 2^53 − 1 is an `RngError`.
 *
 * @example
 * ```ts
 * import { bits, key } from '@thinned/rng/jax'
 *
 * console.log(bits(key(42), 2)) // Uint32Array(2) [ 2098992034, 2919706841 ]
 * ```
 */
export function bits(k: Key, length: number, start: number = 0): Uint32Array {
  checkKey(k)
  checkElements(length, start)
  const out = newDraws(Uint32Array, length)
  for (let i = 0; i < length; i++) {
    const index = start + i
    threefry2x32Block(k[0], k[1], Math.floor(index / 0x100000000), index | 0, block, 0)
    out[i] = block[0]! ^ block[1]!
  }
  return out
}

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
