import { add, mul, neg, scope, softplus, sub, type Tensor } from '@thinned/tensor'
import { checkTargets } from '../check-targets.ts'
import { NnError } from '../nn-error.ts'
import { type WeightOptions, weightedMean } from '../weighted-mean.ts'

export interface BinaryCrossEntropyOptions extends WeightOptions {
  /**
   * How much a target of 1 counts, where one of 0 counts 1: finite, above 0, such as the number of negatives for each positive. The denominator
   * stays the number of elements. Default 1.
   */
  readonly positiveWeight?: number
}

/**
 * The mean over all elements of −t·ln σ(z) − (1 − t)·ln(1 − σ(z)), in nats, as ln(1 + e^z) − t·z, which no logit z overflows; targets t
 * in 0 … 1 as floats, of the logits' shape. With a positive weight p it is −p·t·ln σ(z) − (1 − t)·ln(1 − σ(z)).
 *
 * @throws {NnError} where the shapes, the weights or the positive weight do not fit.
 *
 * @example
 * ```ts
 * import { binaryCrossEntropy } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * console.log(binaryCrossEntropy(tensor([1000, -1000]), tensor([1, 1])).readSync()[0]) // 500
 * ```
 */
export function binaryCrossEntropy(
  logits: Tensor,
  targets: Tensor,
  { weights, positiveWeight = 1 }: BinaryCrossEntropyOptions = {},
): Tensor {
  checkTargets('binaryCrossEntropy', logits, targets)
  if (!(positiveWeight > 0 && positiveWeight < Number.POSITIVE_INFINITY))
    throw new NnError(
      `binaryCrossEntropy was given { positiveWeight: ${positiveWeight} }; it takes a finite number above 0.`,
    )
  return scope(() => {
    const losses = positiveWeight === 1 ? plain(logits, targets) : weighed(logits, targets, positiveWeight)
    return weightedMean('binaryCrossEntropy', losses, weights)
  })
}

function plain(logits: Tensor, targets: Tensor): Tensor {
  return sub(softplus(logits), mul(targets, logits))
}

/** (1 − t)·z + (1 + (p − 1)·t)·ln(1 + e^−z). */
function weighed(logits: Tensor, targets: Tensor, positiveWeight: number): Tensor {
  const factor = add(mul(targets, positiveWeight - 1), 1)
  return add(mul(sub(1, targets), logits), mul(factor, softplus(neg(logits))))
}
