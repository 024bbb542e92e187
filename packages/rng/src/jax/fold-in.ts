import { isWord } from '../check-words.ts'
import { foldIn as foldInAny } from '../fold-in.ts'
import type { Key } from '../is-key.ts'
import { RngError, shown } from '../rng-error.ts'

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
    throw new RngError(`The data to fold in is ${shown(data)}; for JAX it must be an integer from 0 to 2^32 − 1.`)
  }
  return foldInAny(k, data)
}
