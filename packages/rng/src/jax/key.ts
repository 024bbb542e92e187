import { isWord } from '../check-words.ts'
import { type Key, keyOfWords } from '../is-key.ts'
import { RngError, shown } from '../rng-error.ts'

/**
 * JAX's `key(seed)` for an integer seed from 0 to 2^32 − 1: the words [0, seed].
 *
 * Other seeds are an `RngError`: what JAX makes of them depends on its flag for 64-bit types. A key of any two words can
 * be written as [k0, k1] (`jax.random.key_data`).
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng/jax'
 *
 * console.log(key(42)) // [ 0, 42 ]
 * ```
 */
export function key(seed: number): Key {
  if (!isWord(seed)) {
    throw new RngError(
      `The seed is ${shown(seed)}; it must be an integer from 0 to 2^32 − 1, the seeds that give the same key in every JAX. Write a key of other words as [k0, k1].`,
    )
  }
  return keyOfWords(0, seed)
}
