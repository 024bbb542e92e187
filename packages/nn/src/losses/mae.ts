import { abs, scope, sub } from '@thinned/tensor'
import { checkTargets } from './kit/check-targets.ts'
import { type Loss, markLoss } from './kit/loss.ts'
import { weightedMean } from './kit/weighted-mean.ts'

/**
 * The mean of |prediction − target| over all elements; both of one shape, axis 0 the example.
 *
 * @throws {NnError} where the shapes or the weights do not fit.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * console.log(losses.mae(tensor([1, 2]), tensor([1, 5])).readSync()[0]) // 1.5
 * ```
 */
export const mae: Loss = /* @__PURE__ */ markLoss(
  { name: 'mae' },
  (predictions, targets, { weights }) => {
    checkTargets('mae', predictions, targets)
    return scope(() => weightedMean('mae', abs(sub(predictions, targets)), weights))
  },
  {},
)
