import { mean, sameShape, scope, square, sub, type Tensor } from '@thinned/tensor'
import { NnError } from '../nn-error.ts'

/** The mean of (prediction − target)² over all elements; both of one shape, axis 0 the example. */
export function mse(predictions: Tensor, targets: Tensor): Tensor {
  if (!sameShape(predictions.shape, targets.shape)) {
    throw new NnError(`mse takes predictions and targets of one shape, but was given ${predictions} and ${targets}.`)
  }
  if (predictions.size === 0) throw new NnError('mse was given no elements; the mean of nothing is not defined.')
  return scope(() => mean(square(sub(predictions, targets))))
}
