import { formatValue } from '@thinned/schema'
import { isWord } from '../checks.ts'
import { threefry2x32Block } from '../generators/threefry2x32.ts'
import { RngError } from '../rng-error.ts'
import { checkKey, type Key, keyOfWords } from './is-key.ts'
import { utf8 } from './utf8.ts'

/** The first counter word: the kind of the folded data. */
const INTEGER = 0
const FOUR_BYTES = 1
const BYTE_LENGTH = 2

const block = new Int32Array(2)

/**
 * A new key from a key and a name: an epoch, a step, the path of a layer.
 *
 * - An integer n from 0 to 2^32 − 1: threefry2x32(k, [0, n]), which is JAX's `fold_in`. (It is also child n of
 *   `split(k, …)`: use one of the two on a key.)
 * - A well-formed string: for each little-endian 4-byte word w of its zero-padded UTF-8, k ← threefry2x32(k, [1, w]);
 *   last, k ← threefry2x32(k, [2, its length in bytes]).
 *
 * Anything else is an `RngError`.
 *
 * @example
 * ```ts
 * import { foldIn, key, uniform } from '@thinned/rng'
 *
 * const run = key(42)
 * console.log(uniform(foldIn(run, 'data'), 2)) // Float32Array(2) [ 0.7265605926513672, 0.8477729558944702 ]
 * console.log(uniform(foldIn(run, 7), 2)) // Float32Array(2) [ 0.7724575400352478, 0.06051003932952881 ]
 * ```
 */
export function foldIn(k: Key, data: number | string): Key {
  checkKey(k)
  const isText = typeof data === 'string' && data.isWellFormed()
  if (isText || isWord(data)) {
    const folded = isText ? foldString(k, data) : fold(k, INTEGER, data as number)
    hear?.(folded, k, data)
    return folded
  }
  throw new RngError(
    `The data to fold in is ${formatValue(data)}; it must be an integer from 0 to 2^32 − 1 or a well-formed string (no lone surrogates).`,
  )
}

/** Told of a key that was folded: the new key, and of what it was made. */
export type FoldListener = (folded: Key, from: Key, data: number | string) => void

let hear: FoldListener | undefined

/**
 * Runs fn, and tells the listener of each key that `foldIn` makes meanwhile: so a trainer knows how the keys of a step follow from one.
 *
 * @example
 * ```ts
 * import { foldIn, hearFolds, key } from '@thinned/rng'
 *
 * const names: unknown[] = []
 * hearFolds((_folded, _from, data) => names.push(data), () => foldIn(foldIn(key(1), 'step'), 7))
 * console.log(names) // [ 'step', 7 ]
 * ```
 */
export function hearFolds<T>(listener: FoldListener, fn: () => T): T {
  for (const given of [listener, fn])
    if (typeof given !== 'function')
      throw new RngError(
        `hearFolds was given ${formatValue(given)}; it takes two functions, a listener and what it listens to.`,
      )
  const outer = hear
  hear = listener
  try {
    return fn()
  } finally {
    hear = outer
  }
}

function foldString(k: Key, text: string): Key {
  const bytes = bytesOf(text)
  let folded = k
  for (let i = 0; i < bytes.length; i += 4) {
    const word = bytes[i]! | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24)
    folded = fold(folded, FOUR_BYTES, word)
  }
  return fold(folded, BYTE_LENGTH, bytes.length)
}

/** The names of layers return at every step, so the last few are cached. */
const recent = new Map<string, Uint8Array>()
const MOST_RECENT = 256

function bytesOf(text: string): Uint8Array {
  let bytes = recent.get(text)
  if (!bytes) {
    if (recent.size === MOST_RECENT) recent.clear()
    bytes = utf8(text)
    recent.set(text, bytes)
  }
  return bytes
}

function fold(k: Key, kind: number, word: number): Key {
  threefry2x32Block(k[0], k[1], kind, word, block, 0)
  return keyOfWords(block[0]!, block[1]!)
}
