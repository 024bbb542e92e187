import { scope, square, sub } from '@thinned/tensor'
import { checkTargets } from './kit/check-targets.ts'
import { type Loss, markLoss } from './kit/loss.ts'
import { weightedMean } from './kit/weighted-mean.ts'

/**
 * The mean of (prediction − target)² over all elements; both of one shape, axis 0 the example.
 *
 * @throws {NnError} where the shapes or the weights do not fit.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const [predictions, targets] = [tensor([1, 2]), tensor([1, 5])]
 * console.log(losses.mse(predictions, targets).readSync()[0]) // 4.5
 * console.log(losses.mse(predictions, targets, { weights: tensor([2, 1]) }).readSync()[0]) // 3
 * ```
 */
export const mse: Loss = /* @__PURE__ */ markLoss(
  { name: 'mse' },
  (predictions, targets, { weights }) => {
    checkTargets('mse', predictions, targets)
    return scope(() => weightedMean('mse', square(sub(predictions, targets)), weights))
  },
  {},
)
