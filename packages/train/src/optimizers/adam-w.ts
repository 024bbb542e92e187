import { type Fields, withDefault } from '@thinned/schema'
import { fromZero, trainOptions } from '../options.ts'
import { type AdamOptions, adamFields, adamRule, otherNames } from '../updates/adam-rule.ts'
import type { Optimizer } from '../updates/rules.ts'

export interface AdamWOptions extends AdamOptions {
  /** λ, from 0. Default 0.01. */
  readonly weightDecay?: number
}

const read = trainOptions(
  'adamW',
  { ...adamFields, weightDecay: withDefault(fromZero, 0.01) } satisfies Fields<AdamWOptions>,
  { ...otherNames, decay: 'weightDecay' },
)

/**
 * Adam with decoupled weight decay: w ← (1 − lr · λ) w, then a step of Adam. The decay follows the learning rate, as in PyTorch; like `l2`
 * it is for weights (rank 2 and above), not for biases. Source: Loshchilov and Hutter 2019, algorithm 2, whose λ is this lr · λ at the
 * first step.
 *
 * In float32 a gradient beyond ±2^63 counts as that: its square has no room, and the length of a step does not depend on it.
 *
 * @throws {TrainError} on a rate or a decay below 0, a β outside [0, 1) or an ε that is not above 0, or in float32 below 1e-16.
 * @example
 * ```ts
 * import { tensor, zeros } from '@thinned/tensor'
 * import { adamW } from '@thinned/train'
 *
 * const [weight, state] = [tensor([[4]]), { mean: zeros([1, 1]), variance: zeros([1, 1]) }]
 * adamW({ learningRate: 0.5, weightDecay: 0.5 }).update(weight, zeros([1, 1]), state, { step: 0, steps: 1, epoch: 0 })
 * console.log(weight.readSync()) // Float32Array(1) [ 3 ]
 * ```
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  const { weightDecay, ...rest } = read(options)
  const { settings, ...rule } = adamRule('adamW', rest, weightDecay)
  return { ...rule, settings: { ...settings, weightDecay } }
}
