import { trainOptions } from '../options.ts'
import { type AdamOptions, adamFields, adamRule, otherNames } from '../updates/adam-rule.ts'
import type { Optimizer } from '../updates/rules.ts'

const read = trainOptions('adam', adamFields, otherNames)

/**
 * Adam: m ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g², w ← w − lr · m̂ / (√v̂ + ε) with m̂ = m / (1 − β1^t), v̂ = v / (1 − β2^t), t from 1.
 * Source: Kingma and Ba 2015, algorithm 1.
 *
 * In float32 a gradient beyond ±2^63 counts as that: its square has no room, and the length of a step does not depend on it.
 *
 * @throws {TrainError} on a rate below 0, a β outside [0, 1) or an ε that is not above 0, or in float32 below 1e-16.
 * @example
 * ```ts
 * import { tensor, zeros } from '@thinned/tensor'
 * import { adam } from '@thinned/train'
 *
 * const [weight, state] = [tensor([1]), { mean: zeros([1]), variance: zeros([1]) }]
 * adam({ learningRate: 0.25 }).update(weight, tensor([300]), state, { step: 0, steps: 1, epoch: 0 })
 * console.log(weight.readSync()) // Float32Array(1) [ 0.75 ]
 * ```
 */
export function adam(options: AdamOptions = {}): Optimizer {
  return adamRule('adam', read(options))
}
