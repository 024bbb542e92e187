import { add, alias, mul, scope, square } from '@thinned/tensor'
import { checkProbability } from '../keep-option.ts'
import { nothing } from '../nothing.ts'
import type { Moments } from './moments.ts'

/**
 * The moments of units times a Bernoulli mask of keep, divided by keep or, with `scale: 'evaluation'`, not: of m·x/keep they are μ and
 * σ²/keep + μ²·(1 − keep)/keep. At keep 0, 0 and 0.
 *
 * Source: Wang and Manning 2013.
 *
 * @throws {DropoutError} where keep is not in [0, 1].
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
  if (keep === 0) return { mean: nothing(mean), variance: nothing(mean) }
  // A kept unit is multiplied by `factor`; its mean is multiplied by `whole`.
  const factor = scale === 'training' ? 1 / keep : 1
  const whole = scale === 'training' ? 1 : keep
  return scope(() => {
    const chance = mul(square(mean), whole * factor * (1 - keep))
    return {
      mean: whole === 1 ? alias(mean) : mul(mean, whole),
      variance: variance ? add(chance, mul(variance, whole * factor)) : chance,
    }
  })
}
