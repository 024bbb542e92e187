import { exp, log } from '@thinned/math/float64'
import { checkBatch, checkNone } from '../check-arguments.ts'
import { MetricsError } from '../metrics-error.ts'
import { readSampledTargets, type SampledTargetBatch } from './sampled-targets.ts'

/** Predictions of held-out data and their targets: of the samples [samples, n], or of one model [n]. */
export interface NoiseBatch {
  /** The predictions of one model [n]; not read where there are samples. */
  readonly predicted?: ArrayLike<number>
  /** The predictions of each sample [samples, n]. */
  readonly samples?: ArrayLike<number>
  readonly targets: ArrayLike<number>
}

/** The state of fitted noise, in plain JSON: what `predict` takes as its `noise`. */
export interface GaussianNoiseState {
  /** τ = 1 / variance, in inverse squared units of the targets. */
  readonly precision: number
}

/** Noise fitted on held-out data. */
export interface FittedGaussianNoise {
  readonly state: GaussianNoiseState
  /** The standard deviation of the noise, in the unit of the targets. */
  readonly deviation: number
  /** The mean log-likelihood of the held-out targets, in nats: the highest that a precision gives. */
  readonly logLikelihood: number
  /** The batch with this `noiseVariance`, as `logLikelihood` and `crps` take it. */
  apply<Batch extends object>(batch: Batch): Batch & { readonly noiseVariance: number }
}

/**
 * Fits the noise of the data, normal and the same everywhere, on held-out data: the precision τ of the highest likelihood of the targets under the
 * samples' mixture (`logLikelihood`). On the data of the training it comes out too high: a network is nearer to the targets that it has seen.
 *
 * The highest likelihood lies between the mean squared distance of the targets to the nearest sample and that to all samples. It is searched
 * there over logarithms of the variance, at 33 points and then by the golden section around the best; of one model it is the second of the two.
 *
 * @throws {MetricsError} unless each target has as many samples as any other; where a sample meets every target, which leaves no noise; without targets.
 *
 * @example
 * ```ts
 * import { gaussianNoise } from '@thinned/metrics'
 *
 * const noise = gaussianNoise().fit({ predicted: [1, 2, 3, 4], targets: [2, 2, 1, 5] })
 * console.log(noise.state, noise.deviation.toFixed(3)) // { precision: 0.6666666666666666 } 1.225
 * ```
 */
export function gaussianNoise(...none: []): { fit(heldOut: NoiseBatch): FittedGaussianNoise } {
  checkNone('gaussianNoise', none)
  return {
    fit(heldOut) {
      checkBatch('gaussianNoise.fit', heldOut)
      const samples = heldOut.samples ?? heldOut.predicted
      const rows = squaredDistances({ ...heldOut, samples: samples as ArrayLike<number> })
      const variance = likeliestVariance(rows)
      return {
        state: { precision: 1 / variance },
        deviation: Math.sqrt(variance),
        logLikelihood: likelihood(rows, variance),
        apply: (batch) => ({ ...batch, noiseVariance: variance }),
      }
    },
  }
}

/** Of the samples of each target: the smallest squared distance, and how much more the others are. */
interface Row {
  readonly nearest: number
  readonly more: Float64Array
}

function squaredDistances(batch: SampledTargetBatch): readonly Row[] {
  const mixtures = readSampledTargets({ samples: batch.samples, targets: batch.targets })
  if (batch.targets.length === 0) throw new MetricsError('gaussianNoise was given no targets; give it held-out data.')
  return Array.from(batch.targets, (target, i) => {
    const squares = mixtures.at(i).means.map((mean) => (target - mean) * (target - mean))
    const nearest = squares.reduce((least, square) => Math.min(least, square), Infinity)
    return { nearest, more: squares.map((square) => square - nearest) }
  })
}

/** ln √2π. */
const HALF_LOG_TWO_PI = 0.9189385332046728

/** The mean log-likelihood under noise of a variance. */
function likelihood(rows: readonly Row[], variance: number): number {
  const half = 0.5 / variance
  let sum = 0
  for (const { nearest, more } of rows) {
    let densities = 0
    for (const each of more) densities += exp(-each * half)
    sum += log(densities / more.length) - nearest * half
  }
  return sum / rows.length - log(variance) / 2 - HALF_LOG_TWO_PI
}

const POINTS = 33
const GOLDEN = (Math.sqrt(5) - 1) / 2
/** Of the logarithm of the variance: near its top a likelihood is too flat to tell apart what is closer. */
const CLOSE = 1e-9

function likeliestVariance(rows: readonly Row[]): number {
  const mean = (of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0) / rows.length
  const least = mean(({ nearest }) => nearest)
  const most = mean(({ nearest, more }) => nearest + more.reduce((sum, each) => sum + each, 0) / more.length)
  if (!(least > 0))
    throw new MetricsError(
      'gaussianNoise was given samples that meet every target exactly, so there is no noise to fit; give it data that the model was not trained on.',
    )
  if (rows[0]!.more.length === 1) return most
  const [from, to] = [log(least), log(most)]
  const at = (point: number): number => from + ((to - from) * point) / (POINTS - 1)
  const value = (logVariance: number): number => likelihood(rows, exp(logVariance))
  const values = Array.from({ length: POINTS }, (_, point) => value(at(point)))
  const best = values.indexOf(values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY))
  return exp(highest(value, at(Math.max(best - 1, 0)), at(Math.min(best + 1, POINTS - 1))))
}

/** Where a function with one top between two numbers is highest: the golden section (Kiefer 1953). */
function highest(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)]
  let [atLeft, atRight] = [f(left), f(right)]
  while (high - low > CLOSE)
    if (atLeft < atRight) {
      ;[low, left, atLeft] = [left, right, atRight]
      right = low + GOLDEN * (high - low)
      atRight = f(right)
    } else {
      ;[high, right, atRight] = [right, left, atLeft]
      left = high - GOLDEN * (high - low)
      atLeft = f(left)
    }
  return (low + high) / 2
}
