import { pow } from '@thinned/math/float64'
import { type Fields, withDefault } from '@thinned/schema'
import { decay, trainOptions } from '../options.ts'
import { moveAverage } from '../updates/averages.ts'
import type { AveragingRule } from '../updates/rules.ts'

export interface EmaOptions {
  /** d: the share of the average that a step keeps. Default 0.999. */
  readonly decay?: number
}

const read = trainOptions('ema', { decay: withDefault(decay, 0.999) } satisfies Fields<EmaOptions>, {
  momentum: 'decay',
  beta: 'decay',
  alpha: 'decay',
})

/**
 * The exponential moving average of the weights after each step, corrected for its start: after step t, from 1, it is
 * (1 − d) Σ d^(t−i) wᵢ / (1 − d^t), which the update reaches in place: average ← average + (1 − d) / (1 − d^t) · (weights − average). The first
 * average is the first weights; the initial ones do not count. Source: Polyak and Juditsky 1992 for averaging; Kingma and Ba 2015,
 * section 3, for the correction.
 *
 * @throws {TrainError} where the decay is not in [0, 1).
 * @example
 * ```ts
 * import { tensor, zeros } from '@thinned/tensor'
 * import { averaging } from '@thinned/train'
 *
 * const average = zeros([1])
 * const rule = averaging.ema({ decay: 0.5 })
 * for (const [step, weight] of [4, 1].entries()) rule.update(average, tensor([weight]), { step, steps: 2, epoch: 0 })
 * console.log(average.readSync()) // Float32Array(1) [ 2 ]
 * ```
 */
export function ema(options: EmaOptions = {}): AveragingRule {
  const { decay } = read(options)
  return {
    name: 'ema',
    settings: { decay },
    every: 'step',
    update(average, parameter, { step }) {
      moveAverage(average, parameter, step === 0 ? 1 : (1 - decay) / (1 - pow(decay, step + 1)))
    },
  }
}
