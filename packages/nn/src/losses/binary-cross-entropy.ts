import { mul, scope, softplus, sub } from '@thinned/tensor'
import { checkTargets } from './kit/check-targets.ts'
import { type Loss, markLoss } from './kit/loss.ts'
import { weightedMean } from './kit/weighted-mean.ts'

/**
 * The mean over all elements of −t·ln σ(z) − (1 − t)·ln(1 − σ(z)), in nats, as ln(1 + e^z) − t·z, which no logit z overflows; targets t
 * in 0 … 1 as floats, of the logits' shape.
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
    return scope(() => weightedMean('binaryCrossEntropy', sub(softplus(logits), mul(targets, logits)), weights))
  },
)
