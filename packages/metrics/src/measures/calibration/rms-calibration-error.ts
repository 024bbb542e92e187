import { boolean, type Fields, withDefault } from '@thinned/schema'
import type { ProbabilityBatch } from '../../batches/batch.ts'
import {
  type CalibrationErrorOptions,
  type CalibrationState,
  calibrationFields,
  calibrationMetric,
  examplesOf,
} from '../../calibration-error/calibration-metric.ts'
import type { Metric } from '../../metric.ts'
import { metricOptions } from '../../options.ts'

export interface RmsCalibrationErrorOptions extends CalibrationErrorOptions {
  /** Subtract what the finite number of examples adds on average to the squares. Default false. */
  readonly debiased?: boolean
}

const read = metricOptions(
  'rmsCalibrationError',
  { ...calibrationFields, debiased: withDefault(boolean, false) } satisfies Fields<RmsCalibrationErrorOptions>,
  { nBins: 'bins', debias: 'debiased' },
)

/**
 * The root mean square calibration error: √(Σ_bins share · (accuracy − mean confidence)²), in [0, 1]; of classes, over the bins of all of them. Bins
 * are those of `ece`, and no model has an `ece` above it. `debiased` subtracts the variance ȳ(1 − ȳ)/(n − 1) of a bin's accuracy ȳ from its square; a
 * bin with one example, which has no measured variance, adds 0; and the root is that of 0 where the sum falls below. Sources: Hendrycks et al.
 * 2019; Kumar et al. 2019, definition 5.2.
 *
 * @throws {MetricsError} on options that cannot be, and on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { measure, rmsCalibrationError } from '@thinned/metrics'
 *
 * const batch = { probabilities: [1, 0, 1, 0, 1, 0, 1, 0], classes: 2, labels: [0, 0, 1, 1] }
 * console.log(measure(rmsCalibrationError(), batch)) // 0.5
 * console.log(measure(rmsCalibrationError({ debiased: true }), batch).toFixed(3)) // 0.408
 * ```
 */
export function rmsCalibrationError(
  options: RmsCalibrationErrorOptions = {},
): Metric<CalibrationState, ProbabilityBatch, number> {
  const { debiased, ...binning } = read(options)
  return calibrationMetric('RMS calibration error', binning, (bins) => {
    const { counts, right, confidence } = bins
    const squares = counts.reduce((sum, count, bin) => {
      if (count < (debiased ? 2 : 1)) return sum
      const accuracy = right[bin]! / count
      const gap = accuracy - confidence[bin]! / count
      return sum + count * (gap * gap - (debiased ? (accuracy * (1 - accuracy)) / (count - 1) : 0))
    }, 0)
    return Math.sqrt(Math.max(squares / examplesOf(bins), 0))
  })
}
