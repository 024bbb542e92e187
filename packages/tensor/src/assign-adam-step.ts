import type { AdamSettings } from './adam-settings.ts'
import { checkAssignable } from './assign.ts'
import { dispatch } from './dispatch.ts'
import { checkFloat } from './operands.ts'
import type { Tensor } from './tensor.ts'

/**
 * A step of Adam in one pass over memory, in place in `parameter`, `mean` and `variance`: m ← β1 m + (1 − β1) g, s ← β2 s + (1 − β2) g²,
 * w ← w − rate · (m / meanLeft) / (√(s / varianceLeft) + ε); the bits of the separate operations. All floats of one shape.
 *
 * @example
 * ```ts
 * import { assignAdamStep, tensor } from '@thinned/tensor'
 *
 * const [weight, mean, variance, gradient] = [tensor([1]), tensor([0]), tensor([0]), tensor([4])]
 * const first = { meanLeft: 0.5, varianceLeft: 0.5 }
 * assignAdamStep(weight, mean, variance, gradient, { beta1: 0.5, beta2: 0.5, epsilon: 0, rate: 0.25, ...first })
 * console.log(mean.readSync(), variance.readSync(), weight.readSync()) // Float32Array(1) [ 2 ] Float32Array(1) [ 8 ] Float32Array(1) [ 0.75 ]
 * ```
 */
export function assignAdamStep(
  parameter: Tensor,
  mean: Tensor,
  variance: Tensor,
  gradient: Tensor,
  settings: AdamSettings,
): void {
  checkFloat('assignAdamStep', parameter)
  const backend = checkAssignable('assignAdamStep', parameter, [mean, variance, gradient])
  for (const slot of [mean, variance]) checkAssignable('assignAdamStep', slot, [gradient])
  dispatch(backend, 'adamStep', parameter.view, mean.view, variance.view, gradient.view, settings)
  for (const written of [parameter, mean, variance]) written.buffer.version++
}
