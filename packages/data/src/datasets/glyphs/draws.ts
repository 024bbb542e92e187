import { DataError } from '../../data-error.ts'

/** The uniform numbers of one glyph, taken in order. */
export class Draws {
  /** To be filled for each glyph, before `rewind`. */
  readonly numbers: Float32Array
  #index = 0

  constructor(count: number) {
    this.numbers = new Float32Array(count)
  }

  rewind(): void {
    this.#index = 0
  }

  /** In [0, 1). */
  unit(): number {
    if (this.#index === this.numbers.length)
      throw new DataError(`A glyph took more than its ${this.numbers.length} random numbers.`)
    return this.numbers[this.#index++]!
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.unit()
  }

  /** In (−1, 1), dense in the middle: the triangular distribution. */
  around(): number {
    return this.unit() - this.unit()
  }

  /** An index, each with its weight; the weights add up to 1. */
  weighted(weights: readonly { readonly weight: number }[]): number {
    let rest = this.unit()
    for (let i = 0; i < weights.length - 1; i++) {
      rest -= weights[i]!.weight
      if (rest < 0) return i
    }
    return weights.length - 1
  }
}
