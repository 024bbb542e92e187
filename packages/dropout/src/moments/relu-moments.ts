import { add, div, erf, exp, maximum, mul, relu, scope, sqrt, square, sub, type Tensor } from '@thinned/tensor'
import type { Moments } from './moments.ts'

/** Keeps the slope of the root finite where the variance is 0. */
const LEAST_VARIANCE = 1e-16
/** 1/√(2π). */
const NORMAL_HEIGHT = 0.3989422804014327

/**
 * The moments of max(x, 0), exactly, for normal x: with α = μ/σ, φ and Φ the standard normal density and distribution, μΦ(α) + σφ(α) and
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
    const deviation = sqrt(add(variance, LEAST_VARIANCE))
    const at = div(mean, deviation)
    const above = aboveZero(at)
    const height = mul(exp(mul(square(at), -0.5)), NORMAL_HEIGHT)
    const edge = mul(deviation, height)
    const below = sub(1, above)
    const spread = add(mul(variance, above), mul(square(mean), mul(above, below)))
    const skew = sub(mul(mul(mean, edge), sub(below, above)), square(edge))
    // Rounding can leave less than 0 where almost nothing is above 0.
    return { mean: add(mul(mean, above), edge), variance: maximum(add(spread, skew), 0) }
  })
}

/** Φ. */
function aboveZero(at: Tensor): Tensor {
  return mul(add(erf(mul(at, Math.SQRT1_2)), 1), 0.5)
}
