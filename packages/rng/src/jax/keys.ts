import { formatValue } from '@thinned/schema'
import { isWord } from '../checks.ts'
import { foldIn as foldInAny } from '../keys/fold-in.ts'
import { type Key, keyOfWords } from '../keys/is-key.ts'
import { RngError } from '../rng-error.ts'

/**
 * JAX's `key(seed)` for an integer seed from 0 to 2^32 − 1: the words [0, seed].
 *
 * Other seeds are an `RngError`, because JAX's key of them depends on its flag for 64-bit types. Write a key of any two
 * words as [k0, k1] (`jax.random.key_data`).
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
      `The seed is ${formatValue(seed)}; it must be an integer from 0 to 2^32 − 1, the seeds that give the same key in every JAX. Write a key of other words as [k0, k1].`,
    )
  }
  return keyOfWords(0, seed)
}

/**
 * JAX's `fold_in`: a new key from a key and an integer from 0 to 2^32 − 1, else an `RngError` (JAX folds no strings).
 *
 * @example
 * ```ts
 * import { foldIn, key } from '@thinned/rng/jax'
 *
 * console.log(foldIn(key(42), 1)) // [ 64467757, 2916123636 ]
 * ```
 */
export function foldIn(k: Key, data: number): Key {
  if (!isWord(data)) {
    throw new RngError(`The data to fold in is ${formatValue(data)}; for JAX it must be an integer from 0 to 2^32 − 1.`)
  }
  return foldInAny(k, data)
}
