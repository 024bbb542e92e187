import { abs, mean, scope, sub, type Tensor } from '@thinned/tensor'
import { checkTargets } from '../check-targets.ts'

/** The mean of |prediction − target| over all elements; both of one shape, axis 0 the example. */
export function mae(predictions: Tensor, targets: Tensor): Tensor {
  checkTargets('mae', predictions, targets)
  return scope(() => mean(abs(sub(predictions, targets))))
}
