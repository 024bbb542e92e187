import { add, exp, mul, notEqual, scope, slice, square, sub, Tensor, where } from '@thinned/tensor'
import { NnError } from '../nn-error.ts'
import { checkTargets } from './kit/check-targets.ts'
import { type Loss, markLoss } from './kit/loss.ts'
import { weightedMean } from './kit/weighted-mean.ts'

/** What a network says of a number that it cannot be sure of. */
export interface Gaussian {
  readonly mean: Tensor
  /** ln σ², any number: a plain linear output. */
  readonly logVariance: Tensor
}

/** ln 2π. */
const LOG_TWO_PI = 1.8378770664093453

/**
 * The mean over all elements of −ln N(target; mean, variance) = ½ (ln 2π + s + (target − mean)² e^−s), in nats, s = ln variance: for a network
 * that predicts its noise too (Nix and Weigend 1994, equation 2; Kendall and Gal 2017, equation 8). All three of one shape, axis 0 the
 * example. Of one tensor [batch, …, 2k] the first k of the last axis are the means of targets [batch, …, k], and the other k their log variances.
 *
 * @throws {NnError} where the shapes or the weights do not fit.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const sure = { mean: tensor([1]), logVariance: tensor([-2]) }
 * const unsure = { mean: tensor([1]), logVariance: tensor([2]) }
 * const values = [sure, unsure].map((outputs) => losses.gaussianNll(outputs, tensor([4])).readSync()[0]!.toFixed(2))
 * console.log(values) // [ '33.17', '2.53' ]
 * ```
 */
export const gaussianNll: Loss<Gaussian | Tensor> = /* @__PURE__ */ markLoss(
  { name: 'gaussianNll' },
  (outputs, targets, { weights }) =>
    scope(() => {
      const { mean, logVariance } = outputs instanceof Tensor ? halves(outputs, targets) : outputs
      checkTargets('gaussianNll', mean, targets)
      checkTargets('gaussianNll', logVariance, targets)
      const error = sub(targets, mean)
      // Divided before it is squared, so that neither overflows alone; no error stays 0 in the narrowest distribution.
      const inverse = exp(where(notEqual(error, 0), mul(logVariance, -0.5), 0))
      const distance = square(mul(error, inverse))
      return weightedMean('gaussianNll', mul(add(add(logVariance, distance), LOG_TWO_PI), 0.5), weights)
    }),
  {},
)

/** One output [batch, …, 2k], cut in the middle of its last axis. */
function halves(outputs: Tensor, targets: Tensor): Gaussian {
  const count = outputs.shape.at(-1) ?? 1
  if (count !== 2 * (targets.shape.at(-1) ?? 1))
    throw new NnError(`gaussianNll takes targets […, k] and outputs […, 2k], but was given ${targets} and ${outputs}.`)
  return { mean: slice(outputs, -1, 0, count / 2), logVariance: slice(outputs, -1, count / 2) }
}
