import type { ProbabilityBatch } from '../../src/batches/batch.ts'
import type { CalibrationState } from '../../src/calibration-error/calibration-metric.ts'
import type { Metric } from '../../src/metric.ts'
import { type MetricCases, metricCase } from '../cases.ts'
import { probabilityBatch } from '../random-batches.ts'
import { refusedProbabilities } from '../refused-batches.ts'

/** The cases of a calibration error: its options by title. */
export function calibrationCases<Options>(
  make: (options: Options) => Metric<CalibrationState, ProbabilityBatch, number>,
  titles: Readonly<Record<string, Options>>,
  classes = 3,
): MetricCases {
  return Object.fromEntries(
    Object.entries(titles).map(([title, options]) => [
      title,
      metricCase({ metric: make(options), batch: probabilityBatch(classes), refused: refusedProbabilities }),
    ]),
  )
}
