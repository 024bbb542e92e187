import { checkElements } from '../check-elements.ts'
import { checkKey, type Key } from '../is-key.ts'
import { threefry2x32Block } from '../threefry2x32.ts'

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
  const out = new Uint32Array(length)
  for (let i = 0; i < length; i++) {
    const index = start + i
    threefry2x32Block(k[0], k[1], Math.floor(index / 0x100000000), index | 0, block, 0)
    out[i] = block[0]! ^ block[1]!
  }
  return out
}
