import { exp, greater, logSoftmax, mul, scope, sub, sum, where } from '@thinned/tensor'
import { NnError } from '../nn-error.ts'
import { checkTargets } from './kit/check-targets.ts'
import { type Loss, markLoss } from './kit/loss.ts'
import { weightedMean } from './kit/weighted-mean.ts'

/**
 * The mean over examples of KL(p ‖ q) = Σ p · (ln p − ln q), in nats, p = softmax(targetLogits) and q = softmax(logits) along the last axis:
 * from the targets to the predictions, 0 where they agree. A class
 * with p = 0, such as one masked by a logit of −∞, adds 0. Both [batch, …, classes]; gradients reach both, so the divergence in the other
 * direction is the same function with its arguments swapped.
 *
 * @throws {NnError} where the shapes or the weights do not fit.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const [student, teacher] = [tensor([[0, 0]]), tensor([[1000, 0]])]
 * console.log(losses.klDivergence(student, teacher).readSync()[0]!.toFixed(4)) // 0.6931
 * ```
 */
export const klDivergence: Loss = /* @__PURE__ */ markLoss(
  { name: 'klDivergence' },
  (logits, targetLogits, { weights }) => {
    checkTargets('klDivergence', logits, targetLogits)
    if (logits.rank < 2)
      throw new NnError(`klDivergence takes logits [batch, …, classes], but was given ${logits} and ${targetLogits}.`)
    return scope(() => {
      const [predicted, target] = [logSoftmax(logits), logSoftmax(targetLogits)]
      const p = exp(target)
      const ratio = where(greater(p, 0), sub(target, predicted), 0)
      return weightedMean('klDivergence', sum(mul(p, ratio), -1), weights)
    })
  },
  {},
)
