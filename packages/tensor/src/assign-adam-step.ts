import type { AdamSettings } from './adam-settings.ts'
import { checkAssignable } from './assign.ts'
import { dispatch } from './dispatch.ts'
import { checkFloat } from './operands.ts'
import type { Tensor } from './tensor.ts'

/**
 * A step of Adam in one pass over memory, in place in `parameter`, `mean` and `variance`: m ← β1 m + (1 − β1) g, s ← β2 s + (1 − β2) g²,
 * w ← w − rate · (m / meanLeft) / (√(s / varianceLeft) + ε); the bits of the separate operations. All floats of one shape.
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
