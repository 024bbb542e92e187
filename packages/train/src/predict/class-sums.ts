import { entropyOfRows, type PredictiveUncertainty, splitUncertainty } from '@thinned/metrics'

/** Sums over the samples of each row, in float64, added in rising order of the samples. */
export class ClassSums {
  readonly #classes: number
  /** Of the class probabilities [n, classes]. */
  readonly #probabilities: Float64Array
  /** Of their squared distances from their mean (Youngs and Cramer 1971). */
  readonly #squares: Float64Array
  /** Of the entropies of the samples [n]. */
  readonly #entropies: Float64Array

  constructor(count: number, classes: number) {
    this.#classes = classes
    this.#probabilities = new Float64Array(count * classes)
    this.#squares = new Float64Array(count * classes)
    this.#entropies = new Float64Array(count)
  }

  /** Adds the probabilities [rows, classes] of one sample of these rows, numbered from 0. */
  add(probabilities: Float64Array, rows: Uint32Array, sample: number): void {
    const n = sample + 1
    const entropies = entropyOfRows(probabilities, this.#classes)
    const [classes, sums, squares] = [this.#classes, this.#probabilities, this.#squares]
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]!
      this.#entropies[row]! += entropies[k]!
      for (let c = 0; c < classes; c++) {
        const probability = probabilities[k * classes + c]!
        const i = row * classes + c
        sums[i]! += probability
        const distance = n * probability - sums[i]!
        if (n > 1) squares[i]! += (distance * distance) / (n * (n - 1))
      }
    }
  }

  /** The largest standard error over the mean probabilities of a row; NaN for one sample. */
  standardError(row: number, samples: number): number {
    let largest = 0
    for (let c = 0; c < this.#classes; c++) largest = Math.max(largest, this.#squares[row * this.#classes + c]!)
    return Math.sqrt(largest / (samples * (samples - 1)))
  }

  /**
   * The largest standard error over the mean probabilities of a row, or that which one more sample would leave if each probability came out as far
   * from its mean as it can, at 0 or 1, where that is larger. Samples that agree may all have missed a mask that matters and is rare.
   */
  cautiousError(row: number, samples: number): number {
    let largest = 0
    for (let i = row * this.#classes; i < (row + 1) * this.#classes; i++) {
      const mean = this.#probabilities[i]! / samples
      const farthest = Math.max(mean, 1 - mean)
      largest = Math.max(largest, this.#squares[i]! + (farthest * farthest * samples) / (samples + 1))
    }
    return Math.max(this.standardError(row, samples), Math.sqrt(largest / (samples * (samples + 1))))
  }

  /** The mean probabilities and their uncertainty, after so many samples of each row. */
  uncertainty(counts: Int32Array): PredictiveUncertainty {
    const mean = this.#probabilities.map((sum, i) => sum / counts[Math.floor(i / this.#classes)]!)
    const expectedEntropy = this.#entropies.map((sum, row) => sum / counts[row]!)
    return splitUncertainty(mean, expectedEntropy, this.#classes)
  }
}
