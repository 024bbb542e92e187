import type { Values } from './value-head.ts'

/** Mean and spread of the samples of each row, and the mean of their noise, in float64, in one pass over the samples in rising order (Welford 1962). */
export class ValueSums {
  readonly #width: number
  /** [n, width]. */
  readonly #mean: Float64Array
  /** Sums of squared distances from the mean [n, width]. */
  readonly #squares: Float64Array
  /** Sums of the variances of the noise [n, width]; absent where it is the same everywhere. */
  readonly #noise: Float64Array | undefined

  constructor(count: number, width: number, hasNoise: boolean) {
    this.#width = width
    this.#mean = new Float64Array(count * width)
    this.#squares = new Float64Array(count * width)
    this.#noise = hasNoise ? new Float64Array(count * width) : undefined
  }

  /** Adds one sample of these rows, numbered from 0. */
  add({ means, variances }: Values, rows: Uint32Array, sample: number): void {
    for (const [k, row] of rows.entries()) {
      for (let j = 0; j < this.#width; j++) {
        const mean = means[k * this.#width + j]!
        const i = row * this.#width + j
        const distance = mean - this.#mean[i]!
        this.#mean[i]! += distance / (sample + 1)
        this.#squares[i]! += distance * (mean - this.#mean[i]!)
        if (variances) this.#noise![i]! += variances[k * this.#width + j]!
      }
    }
  }

  /** The largest standard error over the means of a row; NaN for one sample. */
  largestStandardError(row: number, samples: number): number {
    let largest = 0
    for (let j = 0; j < this.#width; j++) largest = Math.max(largest, this.#squares[row * this.#width + j]!)
    return Math.sqrt(largest / (samples * (samples - 1)))
  }

  get mean(): Float64Array {
    return this.#mean
  }

  /** The mean squared distances, after so many samples of each row. */
  variance(counts: Int32Array): Float64Array {
    return this.#squares.map((sum, i) => sum / this.#samples(counts, i))
  }

  /** The mean variance of the noise; undefined where it is the same everywhere. */
  noise(counts: Int32Array): Float64Array | undefined {
    return this.#noise?.map((sum, i) => sum / this.#samples(counts, i))
  }

  standardError(counts: Int32Array): Float32Array<ArrayBuffer> {
    return Float32Array.from(this.#squares, (sum, i) => {
      const samples = this.#samples(counts, i)
      return Math.sqrt(sum / (samples * (samples - 1)))
    })
  }

  #samples(counts: Int32Array, i: number): number {
    return counts[Math.floor(i / this.#width)]!
  }
}
