import { scope, square, sub, type Tensor } from '@thinned/tensor'
import { checkTargets } from '../check-targets.ts'
import { type WeightOptions, weightedMean } from '../weighted-mean.ts'

/**
 * The mean of (prediction − target)² over all elements; both of one shape, axis 0 the example.
 *
 * @throws {NnError} where the shapes or the weights do not fit.
 *
 * @example
 * ```ts
 * import { mse } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const [predictions, targets] = [tensor([1, 2]), tensor([1, 5])]
 * console.log(mse(predictions, targets).readSync()[0]) // 4.5
 * console.log(mse(predictions, targets, { weights: tensor([2, 1]) }).readSync()[0]) // 3
 * ```
 */
export function mse(predictions: Tensor, targets: Tensor, { weights }: WeightOptions = {}): Tensor {
  checkTargets('mse', predictions, targets)
  return scope(() => weightedMean('mse', square(sub(predictions, targets)), weights))
}
