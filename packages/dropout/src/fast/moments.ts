import {
  abs,
  add,
  affine,
  alias,
  div,
  erf,
  exp,
  matmul,
  maximum,
  mul,
  neg,
  relu,
  scope,
  sigmoid,
  sqrt,
  square,
  sub,
  type Tensor,
} from '@thinned/tensor'
import { checkProbability } from '../keep/keep-option.ts'
import { zerosLike } from '../kit/ends.ts'

/** Mean and variance of units, taken as normal and independent. */
export interface Moments {
  readonly mean: Tensor
  /** From 0, of the mean's shape. Undefined before the first dropout. */
  readonly variance?: Tensor | undefined
}

/** Mean and variance of each output over all masks, both of the outputs' shape. */
export interface OutputMoments {
  readonly mean: Tensor
  readonly variance: Tensor
}

/**
 * The moments of dropout, m·x/keep with m ~ Bernoulli(keep): μ and σ²/keep + μ²·(1 − keep)/keep. With `scale` 'evaluation' those of m·x. At keep 0,
 * 0 and 0.
 *
 * Source: Wang and Manning 2013.
 *
 * @throws {DropoutError} if keep is not in [0, 1].
 *
 * @example
 * ```ts
 * import { dropMoments } from '@thinned/dropout'
 * import { tensor } from '@thinned/tensor'
 *
 * const { mean, variance } = dropMoments({ mean: tensor([3]) }, 0.5)
 * console.log(mean.readSync()[0], variance!.readSync()[0]) // 3 9
 * ```
 */
export function dropMoments(
  { mean, variance }: Moments,
  keep: number,
  scale: 'training' | 'evaluation' = 'training',
): Moments {
  checkProbability('dropMoments', 'keep', keep)
  if (keep === 1) return { mean: alias(mean), variance: variance && alias(variance) }
  if (keep === 0) return { mean: zerosLike(mean), variance: zerosLike(mean) }
  // Kept units are multiplied by `factor`; the mean over masks is multiplied by `meanFactor`.
  const factor = scale === 'training' ? 1 / keep : 1
  const meanFactor = scale === 'training' ? 1 : keep
  return scope(() => {
    const maskVariance = mul(square(mean), meanFactor * factor * (1 - keep))
    return {
      mean: meanFactor === 1 ? alias(mean) : mul(mean, meanFactor),
      variance: variance ? add(maskVariance, mul(variance, meanFactor * factor)) : maskVariance,
    }
  })
}

/**
 * The moments of x · weight + bias, weight [inputs, outputs]: μ · weight + bias and σ² · weight², exact for independent units of x. A sum of many units
 * is nearly normal.
 *
 * Source: Wang and Manning 2013.
 *
 * @example
 * ```ts
 * import { linearMoments } from '@thinned/dropout'
 * import { tensor } from '@thinned/tensor'
 *
 * const units = { mean: tensor([[1, 2]]), variance: tensor([[1, 0.5]]) }
 * const { mean, variance } = linearMoments(units, tensor([[3], [2]]))
 * console.log(mean.readSync()[0], variance!.readSync()[0]) // 7 11
 * ```
 */
export function linearMoments({ mean, variance }: Moments, weight: Tensor, bias?: Tensor): Moments {
  return scope(() => ({
    mean: affine(mean, weight, bias),
    variance: variance && matmul(variance, square(weight)),
  }))
}

/** Keeps the derivative of the root finite at variance 0. */
const LEAST_VARIANCE = 1e-37
/** Of the mean: a smaller deviation gives the moments of deviation 0. */
const LEAST_SHARE = 1e-8
/** 1/√(2π). */
const NORMAL_HEIGHT = 0.3989422804014327

/**
 * The exact moments of max(x, 0) for normal x: with α = μ/σ, φ and Φ the standard normal density and distribution, μΦ(α) + σφ(α) and
 * σ²Φ(α) + μ²Φ(α)Φ(−α) + μσφ(α)(1 − 2Φ(α)) − σ²φ(α)².
 *
 * Source: Wang and Manning 2013.
 *
 * @example
 * ```ts
 * import { reluMoments } from '@thinned/dropout'
 * import { tensor } from '@thinned/tensor'
 *
 * const { mean, variance } = reluMoments({ mean: tensor([0]), variance: tensor([1]) })
 * console.log(mean.readSync()[0]!.toFixed(3), variance!.readSync()[0]!.toFixed(3)) // 0.399 0.341
 * ```
 */
export function reluMoments({ mean, variance }: Moments): Moments {
  if (!variance) return { mean: relu(mean) }
  return scope(() => {
    const deviation = maximum(sqrt(add(variance, LEAST_VARIANCE)), mul(abs(mean), LEAST_SHARE))
    const ratio = div(mean, deviation)
    const above = normalDistribution(ratio)
    const height = mul(exp(mul(square(ratio), -0.5)), NORMAL_HEIGHT)
    const edge = mul(deviation, height)
    const below = sub(1, above)
    // In this order no square of a mean overflows.
    const spread = add(mul(variance, above), mul(mean, mul(mean, mul(above, below))))
    const skew = sub(mul(mul(mean, edge), sub(below, above)), square(edge))
    // Rounding can give a variance below 0 if x is almost never above 0.
    return { mean: add(mul(mean, above), edge), variance: maximum(add(spread, skew), 0) }
  })
}

/** Φ(x). */
function normalDistribution(x: Tensor): Tensor {
  return mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5)
}

/** π/8: a normal density of variance 8/π has the maximum of the logistic density. */
const PI_EIGHTH = 0.39269908169872414

/**
 * The approximate moments of σ(x) for normal x of variance s²: m = σ(c·μ) with c = 1/√(1 + π·s²/8), and (1 − c)·m·(1 − m). The second follows from the
 * first, because σ² = σ − σ′ and the mean of σ′(x) is the derivative of m. Both are exact for s = 0 and s → ∞. Between, the error of m is below
 * 0.013, and the error of the standard deviation below 0.06.
 *
 * Source: Wang and Manning 2013, for the mean. Their variance, E[σ²] − m² with σ(x)² ≈ σ(a·(x − b)), does not vanish with s².
 *
 * @example
 * ```ts
 * import { sigmoidMoments } from '@thinned/dropout'
 * import { tensor } from '@thinned/tensor'
 *
 * const { mean, variance } = sigmoidMoments({ mean: tensor([1]), variance: tensor([4]) })
 * console.log(mean.readSync()[0]!.toFixed(2), variance!.readSync()[0]!.toFixed(2)) // 0.65 0.09
 * ```
 */
export function sigmoidMoments({ mean, variance }: Moments): Moments {
  if (!variance) return { mean: sigmoid(mean) }
  return scope(() => {
    const widened = mul(variance, PI_EIGHTH)
    const widening = sqrt(add(widened, 1))
    const ratio = div(mean, widening)
    // 1 − c is (w² − 1) / (w · (w + 1)) of w = 1/c, and 1 − m is σ(−c·μ): neither loses the digits that 1 takes.
    const share = div(widened, mul(widening, add(widening, 1)))
    const average = sigmoid(ratio)
    return { mean: average, variance: mul(share, mul(average, sigmoid(neg(ratio)))) }
  })
}
