import { MetricsError } from '../metrics-error.ts'

/**
 * How much worse a model is on data it has not seen: the error (or loss) on them minus that on its training data.
 *
 * @throws {MetricsError} where one of them is NaN.
 *
 * @example
 * ```ts
 * import { generalizationGap } from '@thinned/metrics'
 *
 * console.log(generalizationGap({ training: 0.125, unseen: 0.25 })) // 0.125
 * ```
 */
export function generalizationGap({ training, unseen }: { training: number; unseen: number }): number {
  if (Number.isNaN(training) || Number.isNaN(unseen)) {
    throw new MetricsError(`The gap was asked between ${unseen} (unseen) and ${training} (training); both are numbers.`)
  }
  return unseen - training
}
