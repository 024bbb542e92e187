import { mean, mul, scope, softplus, sub, type Tensor } from '@thinned/tensor'
import { checkTargets } from '../check-targets.ts'

/**
 * The mean over all elements of −t·ln σ(z) − (1 − t)·ln(1 − σ(z)), in nats, as ln(1 + e^z) − t·z, which no logit z overflows; targets t
 * in 0 … 1 as floats, of the logits' shape.
 */
export function binaryCrossEntropy(logits: Tensor, targets: Tensor): Tensor {
  checkTargets('binaryCrossEntropy', logits, targets)
  return scope(() => mean(sub(softplus(logits), mul(targets, logits))))
}
