import { exp, logSoftmax, mul, scope, sub, sum, type Tensor } from '@thinned/tensor'
import { checkTargets } from '../check-targets.ts'
import { NnError } from '../nn-error.ts'
import { type WeightOptions, weightedMean } from '../weighted-mean.ts'

/**
 * The mean over examples of KL(p ‖ q) = Σ p · (ln p − ln q), in nats, p = softmax(targetLogits) and q = softmax(logits) along the last axis:
 * from the targets to the predictions, 0 where they agree. Both [batch, …, classes]; gradients reach both, so the divergence in the other
 * direction is the same function with its arguments swapped.
 *
 * @throws {NnError} where the shapes or the weights do not fit.
 *
 * @example
 * ```ts
 * import { klDivergence } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const [student, teacher] = [tensor([[0, 0]]), tensor([[1000, 0]])]
 * console.log(klDivergence(student, teacher).readSync()[0]!.toFixed(4)) // 0.6931
 * ```
 */
export function klDivergence(logits: Tensor, targetLogits: Tensor, { weights }: WeightOptions = {}): Tensor {
  checkTargets('klDivergence', logits, targetLogits)
  if (logits.rank < 2)
    throw new NnError(`klDivergence takes logits [batch, …, classes], but was given ${logits} and ${targetLogits}.`)
  return scope(() => {
    const [predicted, target] = [logSoftmax(logits), logSoftmax(targetLogits)]
    return weightedMean('klDivergence', sum(mul(exp(target), sub(target, predicted)), -1), weights)
  })
}
