import type { ArrayScaler } from '@thinned/data'
import type { Mixture } from '@thinned/nn'
import { number, type Schema, value } from '@thinned/schema'
import type { RunModel } from '../../batches/tensors.ts'
import { TrainError } from '../../train-error.ts'
import { taskOf } from '../networks.ts'
import type { PredictOptions } from '../predict-options.ts'
import type { Noise } from './noise.ts'

export interface ValueOptions extends PredictOptions {
  readonly task: 'regression'
  /**
   * The noise of the data, which gives the variances of targets and not of the model alone: { precision: τ } or { deviation }, in the units of
   * the results, what `gaussianNoise().fit` of @thinned/metrics found on held-out data, or 'predicted' for a model trained with `gaussianNll`,
   * whose last axis holds the means and then the log variances.
   */
  readonly noise?: Noise
  /** What scaled the targets, as `standardizeArrays({ of: 'targets' })` fits it. All results, and the tolerance, are then in the units before. */
  readonly targetScaler?: ArrayScaler
  /**
   * The share of targets that the intervals of the result should hold, in (0, 1), such as 0.95. Needs `noise`. All samples of one batch are kept until its
   * intervals are known.
   */
  readonly level?: number
}

export const level: Schema<number> = /* @__PURE__ */ number({ above: 0, below: 1 }, ', such as 0.95')

export const targetScaler: Schema<ArrayScaler> = /* @__PURE__ */ value(
  "a scaler of targets, such as standardizeArrays({ of: 'targets' }).fit(train)",
  (given) => {
    const { state, invert } = Object(given)
    return typeof invert === 'function' && Array.isArray(state?.means) && Array.isArray(state.scales)
  },
  (given) => (typeof Object(given).fit === 'function' ? 'Call its fit with the training data' : undefined),
)

/** Refuses options of values that do not fit together. */
export function checkValues(model: RunModel, { level, noise, targetScaler }: ValueOptions): void {
  checkMixture(model, noise)
  if (level !== undefined && noise === undefined)
    throw new TrainError(
      `predict was given level ${level} without noise, which an interval for targets must know; add noise: what gaussianNoise().fit(heldOut) of @thinned/metrics gives, or { deviation }. For what the model says alone, give everySample and take predictiveInterval of @thinned/metrics.`,
    )
  if (targetScaler && targetScaler.state.of !== 'targets')
    throw new TrainError(
      "predict was given a targetScaler that was fitted on inputs; it takes the scaler of the targets, standardizeArrays({ of: 'targets' }).fit(train).",
      { code: 'mismatch' },
    )
}

/** A mixture of models that predict their noise is made as one: the mean of log variances is none of a mixture. */
function checkMixture(model: RunModel, noise: Noise | undefined): void {
  if (taskOf(model) !== 'regression') return
  const { noise: its } = model as Partial<Mixture>
  if ((its === 'predicted') === (noise === 'predicted')) return
  throw new TrainError(
    its === undefined
      ? "predict was given noise 'predicted' for a mixture that was not made for it and averages log variances as if they were numbers; make it with mixture(members, { task: 'regression', noise: 'predicted' }), or ensemble with these options."
      : "predict was given a mixture of models that predict their noise; write { noise: 'predicted' }.",
    { code: 'mismatch' },
  )
}

/** Refuses options of values beside another task. */
export function checkNoValues(options: Partial<Omit<ValueOptions, 'task'>>): void {
  const given = (['noise', 'targetScaler', 'level'] as const).find((name) => options[name] !== undefined)
  if (given === undefined) return
  throw new TrainError(
    `predict was given ${given}, which is for numbers, and a task of classes; write { task: 'regression' }, or leave ${given} out.`,
  )
}
