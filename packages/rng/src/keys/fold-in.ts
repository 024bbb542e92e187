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
  if (!isWord(data) && !(typeof data === 'string' && data.isWellFormed()))
    throw new RngError(
      `The data to fold in is ${formatValue(data)}; it must be an integer from 0 to 2^32 − 1 or a well-formed string (no lone surrogates).`,
    )
  fold(k[0], k[1], typeof data === 'string' ? countersOf(data) : [INTEGER, data])
  const folded = keyOfWords(block[0]!, block[1]!)
  heard?.note(folded, k, data)
  return folded
}

/** Leaves in `block` the key of the last of these counters, each of two words. */
function fold(k0: number, k1: number, counters: readonly number[]): void {
  block[0] = k0
  block[1] = k1
  for (let i = 0; i < counters.length; i += 2)
    threefry2x32Block(block[0]!, block[1]!, counters[i]!, counters[i + 1]!, block, 0)
}

/** The names of layers return at every step, so the last few are cached. */
const recent = new Map<string, readonly number[]>()
const MOST_RECENT = 256

function countersOf(text: string): readonly number[] {
  let counters = recent.get(text)
  if (!counters) {
    if (recent.size === MOST_RECENT) recent.clear()
    const bytes = utf8(text)
    const words = Array.from({ length: Math.ceil(bytes.length / 4) }, (_, word) => {
      const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(4 * word)
      return [FOUR_BYTES, a | (b << 8) | (c << 16) | (d << 24)]
    })
    counters = [...words.flat(), BYTE_LENGTH, bytes.length]
    recent.set(text, counters)
  }
  return counters
}

let heard: NotedFolds | undefined

/**
 * Notes how keys follow from one key by `foldIn`, so that the same keys can be folded from another: the keys of a step from the key of the next step.
 *
 * @example
 * ```ts
 * import { foldIn, foldsFrom, key } from '@thinned/rng'
 *
 * const step = foldIn(key(1), 7)
 * const folds = foldsFrom(step)
 * folds.hear(() => foldIn(foldIn(step, 'dropout1'), 'mask'))
 * const next = foldIn(key(1), 8)
 * console.log(folds.words(next).slice(-2), foldIn(foldIn(next, 'dropout1'), 'mask')) // [ 2974271683, 723184306 ] [ 2974271683, 723184306 ]
 * ```
 */
export function foldsFrom(root: Key): Folds {
  checkKey(root)
  return new NotedFolds(root)
}

/** How keys follow from a root. */
export interface Folds {
  /** Runs fn, and notes the keys that it folds from the root, or from keys that were noted: by identity, not by their words. */
  hear<T>(fn: () => T): T
  /** The words of another root, and of all keys that follow from it in the same way: two each, in the order in which they were noted. */
  words(root: Key): number[]
  /** Whether the keys follow in the same way as others. */
  equals(other: Folds): boolean
}

class NotedFolds implements Folds {
  readonly #indices: Map<Key, number>
  /** Of each key but the root: the index of the key that it is folded from, and what is folded in. */
  readonly #steps: (readonly [from: number, data: number | string, counters: readonly number[]])[] = []

  constructor(root: Key) {
    this.#indices = new Map([[root, 0]])
  }

  hear<T>(fn: () => T): T {
    if (typeof fn !== 'function') throw new RngError(`hear was given ${formatValue(fn)}; it takes a function.`)
    const outer = heard
    heard = this
    try {
      return fn()
    } finally {
      heard = outer
    }
  }

  note(folded: Key, from: Key, data: number | string): void {
    const index = this.#indices.get(from)
    if (index === undefined) return
    this.#steps.push([index, data, typeof data === 'string' ? countersOf(data) : [INTEGER, data]])
    this.#indices.set(folded, this.#steps.length)
  }

  words([k0, k1]: Key): number[] {
    const words = [k0, k1]
    for (const [from, , counters] of this.#steps) {
      fold(words[2 * from]!, words[2 * from + 1]!, counters)
      words.push(block[0]! >>> 0, block[1]! >>> 0)
    }
    return words
  }

  equals(other: Folds): boolean {
    return (
      other instanceof NotedFolds &&
      this.#steps.length === other.#steps.length &&
      this.#steps.every(([from, data], i) => from === other.#steps[i]![0] && data === other.#steps[i]![1])
    )
  }
}
