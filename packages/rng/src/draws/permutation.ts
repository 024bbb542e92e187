import { formatValue } from '@thinned/schema'
import { isWord } from '../checks.ts'
import { checkKey, type Key } from '../keys/is-key.ts'
import { RngError } from '../rng-error.ts'
import { fillWords } from './fill-words.ts'
import { acceptedWords, nextAttempt, remainder } from './rejection.ts'

/**
 * A random order of 0 … n − 1, all n! equally likely (as far as a key's 64 bits reach).
 *
 * The shuffle of Fisher and Yates: from 0, 1, …, n − 1, for i = n − 1 down to 1, exchange elements i and j, where j is
 * element i of `integers(k, …, { high: i + 1 })`. An order belongs to its n, so it has no sub-ranges.
 *
 * n is an integer from 0 to 2^32 − 1, else an `RngError`.
 *
 * @example
 * ```ts
 * import { key, permutation } from '@thinned/rng'
 *
 * console.log(permutation(key(1), 6)) // Uint32Array(6) [ 0, 1, 3, 2, 4, 5 ]
 * ```
 */
export function permutation(k: Key, n: number): Uint32Array {
  checkKey(k)
  if (!isWord(n)) {
    throw new RngError(
      `The number of elements to permute is ${formatValue(n)}; it must be an integer from 0 to 2^32 − 1.`,
    )
  }
  const words = new Int32Array(n)
  fillWords(k[0], k[1], words, 0)
  const order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  for (let i = n - 1; i > 0; i--) {
    const count = i + 1
    const accepted = acceptedWords(count)
    const word = words[i]! >>> 0
    const j = remainder(word < accepted ? word : nextAttempt(k[0], k[1], i, accepted), count)
    const last = order[i]!
    order[i] = order[j]!
    order[j] = last
  }
  return order
}
