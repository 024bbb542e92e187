import { abs, scope, sub, type Tensor } from '@thinned/tensor'
import { checkTargets } from '../check-targets.ts'
import { type WeightOptions, weightedMean } from '../weighted-mean.ts'

/**
 * The mean of |prediction − target| over all elements; both of one shape, axis 0 the example.
 *
 * @throws {NnError} where the shapes or the weights do not fit.
 *
 * @example
 * ```ts
 * import { mae } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * console.log(mae(tensor([1, 2]), tensor([1, 5])).readSync()[0]) // 1.5
 * ```
 */
export function mae(predictions: Tensor, targets: Tensor, { weights }: WeightOptions = {}): Tensor {
  checkTargets('mae', predictions, targets)
  return scope(() => weightedMean('mae', abs(sub(predictions, targets)), weights))
}
