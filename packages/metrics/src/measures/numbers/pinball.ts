import { type Fields, number } from '@thinned/schema'
import type { TargetBatch } from '../../batches/batch.ts'
import type { Metric } from '../../metric.ts'
import { metricOptions } from '../../options.ts'
import { type MeanState, meanErrorMetric } from '../../states/mean.ts'

export interface PinballOptions {
  /** Which quantile is predicted, in (0, 1), such as 0.9: that many targets lie below it. */
  readonly quantile: number
}

const read = metricOptions(
  'pinball',
  { quantile: number({ above: 0, below: 1 }, ', such as 0.9') } satisfies Fields<PinballOptions>,
  { alpha: 'quantile', tau: 'quantile', level: 'quantile' },
)

/**
 * The pinball loss of predictions of a quantile q: the mean of q · (target − prediction) where the target is above, and (1 − q) · (prediction −
 * target) where it is below; from 0, lower is better, in the unit of the targets. The true quantile makes it least. At q = 0.5 it is half the mean absolute error.
 * Source: Koenker and Bassett 1978.
 *
 * @throws {MetricsError} unless the quantile lies in (0, 1); on predictions or targets that are no numbers from −1e150 to 1e150, or not one for each.
 *
 * @example
 * ```ts
 * import { measure, pinball } from '@thinned/metrics'
 *
 * console.log(measure(pinball({ quantile: 0.75 }), { predicted: [1, 4], targets: [3, 2] })) // 1
 * ```
 */
export function pinball(options: PinballOptions): Metric<MeanState, TargetBatch, number> {
  const { quantile } = read(options)
  return meanErrorMetric('pinball loss', (error) => (error < 0 ? -quantile * error : (1 - quantile) * error))
}
