import { formatValue } from '@thinned/schema'
import { isWord } from '../checks.ts'
import { threefry2x32Block } from '../generators/threefry2x32.ts'
import { RngError } from '../rng-error.ts'
import { checkKey, type Key, keyOfWords } from './is-key.ts'

const block = new Int32Array(2)

/**
 * `count` new keys from one: child i is threefry2x32(k, [0, i]), so the first children do not depend on the count.
 * This is JAX's `split` (partitionable threefry). `count` is an integer from 0 to 2^32 − 1, else an `RngError`.
 *
 * @example
 * ```ts
 * import { key, split } from '@thinned/rng'
 *
 * const [first, second] = split(key(1))
 * console.log(first, second) // [ 507451445, 1853169794 ] [ 1948878966, 4237131848 ]
 * ```
 */
export function split(k: Key, count: number = 2): readonly Key[] {
  checkKey(k)
  if (!isWord(count)) {
    throw new RngError(`The count of keys is ${formatValue(count)}; it must be an integer from 0 to 2^32 − 1.`)
  }
  const children: Key[] = []
  for (let i = 0; i < count; i++) {
    threefry2x32Block(k[0], k[1], 0, i, block, 0)
    children.push(keyOfWords(block[0]!, block[1]!))
  }
  return Object.freeze(children)
}
