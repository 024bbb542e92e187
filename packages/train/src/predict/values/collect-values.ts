import type { TypedArray } from '@thinned/tensor'
import type { Visitor } from '../draw-samples.ts'
import { keptSamples } from '../kept-samples.ts'
import { BatchIntervals, Intervals } from './intervals.ts'
import type { ValueHead } from './value-head.ts'
import type { ValueOptions } from './value-options.ts'
import { ValueSums } from './value-sums.ts'

/** Collects what the passes say of n rows of values [n, width]. */
export class CollectedValues implements Visitor {
  /** The means of the full network. */
  readonly fullMeans: Float32Array<ArrayBuffer>
  /** Of the full network and of every sample, the variances of noise; absent where they are not known, or not asked for. */
  readonly fullNoise: Float64Array | undefined
  readonly everyMean: Float32Array<ArrayBuffer> | undefined
  readonly everyNoise: Float32Array<ArrayBuffer> | undefined
  readonly sums: ValueSums
  readonly intervals: Intervals | undefined
  readonly #head: ValueHead
  readonly #samples: number
  readonly #ofBatches: BatchIntervals | undefined

  /** @param samples The most of a row; 0 for the full network alone. */
  constructor(head: ValueHead, count: number, samples: number, options: ValueOptions) {
    const { width, constant } = head
    const { everySample, level, noise, tolerance } = options
    const length = count * width
    this.#head = head
    this.#samples = samples
    this.fullMeans = new Float32Array(length)
    this.fullNoise = noise === 'predicted' ? new Float64Array(length) : undefined
    this.everyMean = everySample ? keptSamples(Float32Array, samples, length, 'everySample') : undefined
    this.everyNoise = noise && this.everyMean?.map((_, i) => constant?.[i % width] ?? 0)
    this.sums = new ValueSums(samples > 0 ? count : 0, width, noise === 'predicted')
    this.intervals = level === undefined ? undefined : new Intervals(length, level)
    if (this.intervals && tolerance === undefined)
      this.#ofBatches = new BatchIntervals(this.intervals, samples || 1, constant)
  }

  full(outputs: TypedArray, rows: Uint32Array): void {
    const values = this.#head.read(outputs)
    const from = rows[0]! * this.#head.width
    this.fullMeans.set(values.means, from)
    this.fullNoise?.set(values.variances!, from)
    if (this.#samples === 0) this.#ofBatches?.add(from, 0, values)
  }

  sample(outputs: TypedArray, rows: Uint32Array, sample: number): void {
    const values = this.#head.read(outputs)
    const from = rows[0]! * this.#head.width
    const at = sample * this.fullMeans.length + from
    this.everyMean?.set(values.means, at)
    if (values.variances) this.everyNoise?.set(values.variances, at)
    this.#ofBatches?.add(from, sample, values)
    this.sums.add(values, rows, sample)
  }

  cautiousError(row: number, samples: number): number {
    return this.sums.largestStandardError(row, samples)
  }

  /** The means, and the variances of the model and of the noise, after so many samples of each row. */
  moments(counts: Int32Array): {
    readonly mean: Float32Array | Float64Array
    readonly variance: Float64Array
    readonly noise: Float64Array | undefined
  } {
    const alone = this.#samples === 0
    const mean = alone ? this.fullMeans : this.sums.mean
    // NaN where the outputs are not finite.
    const variance = alone ? Float64Array.from(mean, (value) => value - value) : this.sums.variance(counts)
    const { constant, width } = this.#head
    const noise = constant && variance.map((value, i) => value - value + constant[i % width]!)
    return { mean, variance, noise: noise ?? (alone ? this.fullNoise : this.sums.noise(counts)) }
  }
}
