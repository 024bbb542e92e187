import { type FoldListener, foldIn, type Key } from '@thinned/rng'

/** The keys that layers fold from the key of a step, in the order in which they do. */
export class StepKeys {
  /** Of which key before it each is folded, and what is folded in. */
  readonly #folds: (readonly [from: number, data: number | string])[] = []
  readonly #keys: Key[]
  readonly #indices: Map<Key, number>

  /** The root is the key of the step that is recorded. */
  constructor(root: Key) {
    this.#keys = [root]
    this.#indices = new Map([[root, 0]])
  }

  /** Hears of the folds of the step. Keys that do not follow from the root's are the same in every step, or no source. */
  readonly listen: FoldListener = (folded, from, data) => {
    const index = this.#indices.get(from)
    if (index === undefined) return
    this.#indices.set(folded, this.#keys.length)
    this.#folds.push([index, data])
    this.#keys.push(folded)
  }

  /** The words of the keys of the step that was recorded. */
  words(): readonly number[] {
    return this.#keys.flat()
  }

  /** The words that follow from the key of another step. */
  wordsOf(root: Key): number[] {
    const keys: Key[] = [root]
    for (const [from, data] of this.#folds) keys.push(foldIn(keys[from]!, data))
    return keys.flat() as number[]
  }

  equals(other: StepKeys): boolean {
    return (
      this.#folds.length === other.#folds.length &&
      this.#folds.every(([from, data], i) => from === other.#folds[i]![0] && data === other.#folds[i]![1])
    )
  }
}
