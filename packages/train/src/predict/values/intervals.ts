import { predictiveInterval } from '@thinned/metrics'
import { keptSamples } from '../kept-samples.ts'
import type { Values } from './value-head.ts'

/** Intervals for values [n, width] at a level: NaN where a value or a variance is not finite. */
export class Intervals {
  readonly low: Float32Array<ArrayBuffer>
  readonly high: Float32Array<ArrayBuffer>
  readonly #level: number

  constructor(length: number, level: number) {
    this.low = new Float32Array(length)
    this.high = new Float32Array(length)
    this.#level = level
  }

  /**
   * Sets those from an index on: of the mixture of as many samples [samples, length], with the variance of the noise around each of them, or around
   * the samples of each value [length].
   */
  set(from: number, samples: number, means: Float64Array, variances: Float64Array): void {
    const length = means.length / samples
    const unknown = new Uint8Array(length)
    for (let i = 0; i < means.length; i++)
      if (!(Number.isFinite(means[i]) && Number.isFinite(variances[i % variances.length]))) unknown[i % length] = 1
    const { low, high } = predictiveInterval(
      means.map((mean, i) => (unknown[i % length] ? 0 : mean)),
      {
        level: this.#level,
        samples,
        // A variance so small that it is 0 would leave a point, which the smallest number above 0 does too.
        noiseVariance: variances.map((variance, i) => (unknown[i % length] ? 1 : Math.max(variance, Number.MIN_VALUE))),
      },
    )
    for (let i = 0; i < length; i++) {
      this.low[from + i] = unknown[i] ? Number.NaN : low[i]!
      this.high[from + i] = unknown[i] ? Number.NaN : high[i]!
    }
  }
}

/** The samples of one batch of rows, until its intervals are known. */
export class BatchIntervals {
  readonly #intervals: Intervals
  readonly #samples: number
  /** The variances of noise that is the same for all examples. */
  readonly #constant: Float64Array | undefined
  #means = new Float64Array()
  #variances = new Float64Array()

  constructor(intervals: Intervals, samples: number, constant: Float64Array | undefined) {
    this.#intervals = intervals
    this.#samples = samples
    this.#constant = constant
  }

  /** Adds one sample of values from an index on; samples come in rising order, those of one batch after the other. */
  add(from: number, sample: number, { means, variances }: Values): void {
    if (sample === 0) {
      this.#means = keptSamples(Float64Array, this.#samples, means.length, 'level')
      const constant = this.#constant
      this.#variances = constant
        ? Float64Array.from(means, (_, i) => constant[i % constant.length]!)
        : keptSamples(Float64Array, this.#samples, means.length, 'level')
    }
    this.#means.set(means, sample * means.length)
    if (variances) this.#variances.set(variances, sample * means.length)
    if (sample === this.#samples - 1) this.#intervals.set(from, this.#samples, this.#means, this.#variances)
  }
}
