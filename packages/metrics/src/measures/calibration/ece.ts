import { erf, exp } from '@thinned/math/float64'
import { boolean, type Fields, withDefault } from '@thinned/schema'
import type { ProbabilityBatch } from '../../batches/batch.ts'
import type { BinSums } from '../../calibration-error/bins.ts'
import {
  type CalibrationErrorOptions,
  type CalibrationState,
  calibrationFields,
  calibrationMetric,
  examplesOf,
} from '../../calibration-error/calibration-metric.ts'
import type { Metric } from '../../metric.ts'
import { metricOptions } from '../../options.ts'

const SQRT_2_OVER_PI = 0.7978845608028654

export interface EceOptions extends CalibrationErrorOptions {
  /** Subtract what the finite number of examples adds on average. Default false. */
  readonly debiased?: boolean
}

const read = metricOptions(
  'ece',
  { ...calibrationFields, debiased: withDefault(boolean, false) } satisfies Fields<EceOptions>,
  { nBins: 'bins', debias: 'debiased', adaptive: 'binning' },
)

/**
 * The expected calibration error: Σ_bins share · |accuracy − mean confidence|, in [0, 1]. Bins have equal width. A confidence c falls into
 * bin ⌈c · bins⌉ − 1, so that each bin holds its upper edge, and 0 falls into the first. Empty bins add 0. Source: Guo et al. 2017, equation 3.
 *
 * - `binning: 'mass'`: bins of equally many examples (Nixon et al. 2019). The example with i of n below it falls into bin ⌊i · bins / n⌋. Equal
 *   confidences stay in one bin, the one of the first of them, so that bins can be empty.
 * - `of: 'classes'`: the mean over classes of the error of their probabilities (Kull et al. 2019).
 * - `debiased`: with few examples the estimate is biased upward, since a bin's accuracy ȳ is measured with the variance s² = ȳ(1 − ȳ)/n. Of each bin it
 *   subtracts E|N(gap, s²)| − |gap| (as Kumar et al. 2019, in closed form). That is nearly all of the bias where a model is off, and 41 % of it where
 *   a model is calibrated, since the gap itself is measured. A bin with one example, which has no measured variance, adds 0. The estimate can fall
 *   somewhat below 0: to cut it off would be a bias again.
 *
 * Beside it belongs an interval, `bootstrapInterval(ece({ debiased: true }), batch, { key })`. A resample adds the bias of few examples once more, so that
 * intervals of a nearly calibrated model lie too high, those of the plain estimate most.
 *
 * @throws {MetricsError} on options that cannot be, and on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { ece, measure } from '@thinned/metrics'
 *
 * const batch = { probabilities: [0.75, 0.25, 0.75, 0.25, 0.75, 0.25], classes: 2, labels: [0, 0, 1] }
 * console.log(measure(ece(), batch).toFixed(3), measure(ece({ debiased: true }), batch).toFixed(3)) // 0.083 -0.061
 * console.log(measure(ece({ binning: 'mass', of: 'classes' }), batch).toFixed(3)) // 0.083
 * ```
 */
export function ece(options: EceOptions = {}): Metric<CalibrationState, ProbabilityBatch, number> {
  const { debiased, ...binning } = read(options)
  return calibrationMetric('expected calibration error', binning, debiased ? debiasedError : plainError)
}

function plainError(bins: BinSums): number {
  const { counts, right, confidence } = bins
  return counts.reduce((sum, _, bin) => sum + Math.abs(right[bin]! - confidence[bin]!), 0) / examplesOf(bins)
}

function debiasedError(bins: BinSums): number {
  const { counts, right, confidence } = bins
  const sum = counts.reduce((before, count, bin) => {
    if (count < 2) return before
    const accuracy = right[bin]! / count
    const gap = Math.abs(accuracy - confidence[bin]! / count)
    const bias = meanDistance(gap, Math.sqrt((accuracy * (1 - accuracy)) / count)) - gap
    return before + count * (gap - bias)
  }, 0)
  return sum / examplesOf(bins)
}

/** E|N(mean, deviation²)|: what the distance `mean` measures on average where it is measured with an error. */
function meanDistance(mean: number, deviation: number): number {
  if (deviation === 0) return Math.abs(mean)
  const z = mean / deviation
  return deviation * SQRT_2_OVER_PI * exp((-z * z) / 2) + mean * erf(z * Math.SQRT1_2)
}
