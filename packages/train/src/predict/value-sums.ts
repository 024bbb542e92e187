/** Mean and spread of the samples of each row, in float64, in one pass over the samples in rising order (Welford 1962). */
export class ValueSums {
  readonly #width: number
  /** [n, width]. */
  readonly #mean: Float64Array
  /** Sums of squared distances from the mean [n, width]. */
  readonly #squares: Float64Array

  constructor(count: number, width: number) {
    this.#width = width
    this.#mean = new Float64Array(count * width)
    this.#squares = new Float64Array(count * width)
  }

  /** Adds one sample of these rows [rows, width], numbered from 0. */
  add(outputs: ArrayLike<number>, rows: Uint32Array, sample: number): void {
    for (const [k, row] of rows.entries()) {
      for (let j = 0; j < this.#width; j++) {
        const output = outputs[k * this.#width + j]!
        const i = row * this.#width + j
        const distance = output - this.#mean[i]!
        this.#mean[i]! += distance / (sample + 1)
        this.#squares[i]! += distance * (output - this.#mean[i]!)
      }
    }
  }

  /** The largest standard error over the means of a row; NaN for one sample. */
  largestStandardError(row: number, samples: number): number {
    let largest = 0
    for (let j = 0; j < this.#width; j++) largest = Math.max(largest, this.#squares[row * this.#width + j]!)
    return Math.sqrt(largest / (samples * (samples - 1)))
  }

  mean(): Float32Array<ArrayBuffer> {
    return Float32Array.from(this.#mean)
  }

  /** The mean squared distances, after so many samples of each row. */
  variance(counts: Int32Array): Float32Array<ArrayBuffer> {
    return Float32Array.from(this.#squares, (sum, i) => sum / this.#samples(counts, i))
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
