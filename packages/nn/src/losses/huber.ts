import { type Fields, number, withDefault } from '@thinned/schema'
import { abs, clip, mul, scope, sub, type Tensor } from '@thinned/tensor'
import { checkTargets } from './kit/check-targets.ts'
import { type Loss, markLoss } from './kit/loss.ts'
import { weightedMean } from './kit/weighted-mean.ts'

export interface HuberOptions {
  /** The size of a difference from which the loss grows linearly, above 0. Default 1. */
  readonly delta?: number
}

/**
 * The mean over all elements of d²/2 where |d| ≤ delta, else delta · (|d| − delta/2), for d = prediction − target (Huber 1964,
 * equation 2.1); both of one shape.
 *
 * @throws {NnError} where the shapes, the weights or delta do not fit.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * console.log(losses.huber(tensor([1, 2]), tensor([1, 5])).readSync()[0]) // 1.25
 * ```
 */
export const huber: Loss<Tensor, HuberOptions> = /* @__PURE__ */ markLoss(
  { name: 'huber' },
  (predictions, targets, { delta = 1, weights }) => {
    checkTargets('huber', predictions, targets)
    return scope(() => {
      const size = abs(sub(predictions, targets))
      const near = clip(size, 0, delta)
      return weightedMean('huber', mul(near, sub(size, mul(near, 0.5))), weights)
    })
  },
  { delta: withDefault(number({ above: 0 }), 1) } satisfies Fields<HuberOptions>,
)
