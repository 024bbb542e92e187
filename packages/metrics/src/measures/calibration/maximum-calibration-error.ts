import type { ProbabilityBatch } from '../../batches/batch.ts'
import {
  type CalibrationErrorOptions,
  type CalibrationState,
  calibrationFields,
  calibrationMetric,
} from '../../calibration-error/calibration-metric.ts'
import type { Metric } from '../../metric.ts'
import { metricOptions } from '../../options.ts'

const read = metricOptions('maximumCalibrationError', calibrationFields, { nBins: 'bins' })

/**
 * The maximum calibration error: the largest |accuracy − mean confidence| of a bin, in [0, 1]; of classes, of any class. Bins are those of `ece`. A bin
 * of few examples can be far off by chance, and then is all that this measures: take few bins, or `binning: 'mass'`. Source: Guo et al. 2017,
 * equation 5.
 *
 * @throws {MetricsError} on options that cannot be, and on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { maximumCalibrationError, measure } from '@thinned/metrics'
 *
 * const batch = { probabilities: [0.75, 0.25, 1, 0, 1, 0], classes: 2, labels: [0, 0, 1] }
 * console.log(measure(maximumCalibrationError(), batch)) // 0.5
 * ```
 */
export function maximumCalibrationError(
  options: CalibrationErrorOptions = {},
): Metric<CalibrationState, ProbabilityBatch, number> {
  return calibrationMetric('maximum calibration error', read(options), ({ counts, right, confidence }) =>
    counts.reduce(
      (largest, count, bin) =>
        count === 0 ? largest : Math.max(largest, Math.abs(right[bin]! - confidence[bin]!) / count),
      0,
    ),
  )
}
