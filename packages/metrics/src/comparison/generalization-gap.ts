import { type Fields, value } from '@thinned/schema'
import { metricOptions } from '../options.ts'

export interface GeneralizationGapOptions {
  /** The error, or the loss, of the training data. */
  readonly training: number
  /** The same of data that training has not seen. */
  readonly unseen: number
}

const measured = /* @__PURE__ */ value<number>('a number', (given) => typeof given === 'number' && !Number.isNaN(given))

const read = metricOptions(
  'generalizationGap',
  { training: measured, unseen: measured } satisfies Fields<GeneralizationGapOptions>,
  {
    train: 'training',
    validation: 'unseen',
    test: 'unseen',
  },
)

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
export function generalizationGap(options: GeneralizationGapOptions): number {
  const { training, unseen } = read(options)
  return unseen - training
}
