import { add, div, mul, neg, scope, softplus, sqrt, sub, type Tensor } from '@thinned/tensor'
import { checkTargets } from './kit/check-targets.ts'
import { type Loss, markLoss } from './kit/loss.ts'
import { weightedMean } from './kit/weighted-mean.ts'

/** A logit that is normal. */
export interface GaussianLogit {
  readonly mean: Tensor
  /** From 0, of the mean's shape. */
  readonly variance: Tensor
}

/** π/8: a normal density of variance 8/π has the height of the logistic one. */
const PI_EIGHTH = 0.39269908169872414

/**
 * The mean over all elements of what `binaryCrossEntropy` is on average over a normal logit, nearly: −ln σ(±c·μ)/c with c = 1/√(1 + π·s²/8), μ its
 * mean and s² its variance, + for the target 1 and − for 0; targets between mix both. In nats. At s 0 it is exact, and else too high: by less than
 * 0.005 nats at s ½ and 0.017 at 1, whatever μ; where μ is 0 by 0.4 %, 1.5 % and at s 2 by 4 %, and never by 9 %.
 *
 * Source: Wang and Manning 2013, equation 8, with MacKay's c (1992).
 *
 * @throws {NnError} where the shapes or the weights do not fit.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones, randomNormal, tensor } from '@thinned/tensor'
 *
 * const [mean, variance, targets] = [tensor([0.5]), tensor([0.25]), tensor([1])]
 * console.log(losses.expectedBinaryCrossEntropy({ mean, variance }, targets).readSync()[0]!.toFixed(3)) // 0.506
 * const sampled = randomNormal(key(1), [100_000], { mean: 0.5, std: 0.5 })
 * console.log(losses.binaryCrossEntropy(sampled, ones([100_000])).readSync()[0]!.toFixed(3)) // 0.503
 * ```
 */
export const expectedBinaryCrossEntropy: Loss<GaussianLogit> = /* @__PURE__ */ markLoss(
  { name: 'expectedBinaryCrossEntropy' },
  ({ mean, variance }, targets, { weights }) => {
    checkTargets('expectedBinaryCrossEntropy', mean, targets)
    checkTargets('expectedBinaryCrossEntropy', variance, targets)
    return scope(() => {
      const widening = sqrt(add(mul(variance, PI_EIGHTH), 1))
      const logits = div(mean, widening)
      const [ofZero, ofOne] = [softplus(logits), softplus(neg(logits))]
      const mixed = add(mul(sub(1, targets), ofZero), mul(targets, ofOne))
      return weightedMean('expectedBinaryCrossEntropy', mul(widening, mixed), weights)
    })
  },
  {},
)
