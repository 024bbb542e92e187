import { add, div, mul, scope, sigmoid, sqrt, sub } from '@thinned/tensor'
import type { Moments } from './moments.ts'

/** π/8: a normal density of variance 8/π has the height of the logistic one. */
const PI_EIGHTH = 0.39269908169872414

/**
 * The moments of σ(x) for normal x, nearly: m = σ(c·μ) with c = 1/√(1 + π·s²/8), and (1 − c)·m·(1 − m), which follows from it, as σ² = σ − σ′ and the
 * mean of σ′(x) is the slope of m. Both are exact for s 0 and s → ∞; between, m is off by less than 0.013, and the deviation by less than 0.06.
 *
 * Source: Wang and Manning 2013, for the mean; their variance, E[σ²] − m² with σ(x)² ≈ σ(a·(x − b)), does not vanish with s².
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
    const widening = sqrt(add(mul(variance, PI_EIGHTH), 1))
    const average = sigmoid(div(mean, widening))
    const share = sub(1, div(1, widening))
    return { mean: average, variance: mul(share, mul(average, sub(1, average))) }
  })
}
