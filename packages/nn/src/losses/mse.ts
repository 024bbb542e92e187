import { mean, scope, square, sub, type Tensor } from '@thinned/tensor'
import { checkTargets } from '../check-targets.ts'

/** The mean of (prediction − target)² over all elements; both of one shape, axis 0 the example. */
export function mse(predictions: Tensor, targets: Tensor): Tensor {
  checkTargets('mse', predictions, targets)
  return scope(() => mean(square(sub(predictions, targets))))
}
