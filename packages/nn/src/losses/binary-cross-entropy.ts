import { add, mul, neg, scope, softplus, sub } from '@thinned/tensor'
import { checkTargets } from './kit/check-targets.ts'
import { type Loss, markLoss } from './kit/loss.ts'
import { weightedMean } from './kit/weighted-mean.ts'

/**
 * The mean over all elements of −t·ln σ(z) − (1 − t)·ln(1 − σ(z)), in nats; targets t in 0 … 1 as floats, of the logits' shape.
 * Computed as (1 − t)·ln(1 + e^z) + t·ln(1 + e^−z): no logit z overflows it, and loss and gradient keep their digits on both sides.
 *
 * @throws {NnError} where the shapes or the weights do not fit.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * console.log(losses.binaryCrossEntropy(tensor([1000, -1000]), tensor([1, 1])).readSync()[0]) // 500
 * ```
 */
export const binaryCrossEntropy: Loss = /* @__PURE__ */ markLoss(
  { name: 'binaryCrossEntropy' },
  (logits, targets, { weights }) => {
    checkTargets('binaryCrossEntropy', logits, targets)
    return scope(() => {
      const [ofZero, ofOne] = [softplus(logits), softplus(neg(logits))]
      return weightedMean('binaryCrossEntropy', add(mul(sub(1, targets), ofZero), mul(targets, ofOne)), weights)
    })
  },
  {},
)
