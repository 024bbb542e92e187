import type { Layer } from '@thinned/nn'
import { alphaLayer, alphaNoise } from '../alpha.ts'
import type { KeepOption } from '../keep-option.ts'
import { spatialAxes } from '../spatial-axes.ts'
import { keeps } from '../two-point.ts'
import type { VariantFacts } from '../variant-facts.ts'

export type FeatureAlphaDropoutOptions = KeepOption & { readonly name?: string }

/**
 * Alpha dropout of whole channels of each example, for selu networks on [batch, one to three spatial axes, channels].
 *
 * Source: Klambauer et al. 2017, "New dropout technique", with the sharing of Tompson et al. 2015.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; on inputs without spatial axes.
 *
 * @example
 * ```ts
 * import { featureAlphaDropout } from '@thinned/dropout'
 * import { createPass } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { zeros } from '@thinned/tensor'
 *
 * const pass = createPass({ mode: 'train', key: key(42) })
 * console.log(featureAlphaDropout({ keep: 0.5 }).forward(zeros([1, 2, 2]), pass).readSync()) // Float32Array(4) [
 * //   -0.7791939377784729,
 * //   0.7791939377784729,
 * //   -0.7791939377784729,
 * //   0.7791939377784729
 * // ]
 * ```
 */
export function featureAlphaDropout(options: FeatureAlphaDropoutOptions): Layer<'any', 'same'> {
  return alphaLayer('featureAlphaDropout', options, (shape) => spatialAxes('featureAlphaDropout', shape))
}

/**
 * What feature-alpha dropout states about itself.
 *
 * @example
 * ```ts
 * import { featureAlphaDropoutFacts } from '@thinned/dropout'
 *
 * console.log(featureAlphaDropoutFacts.formula) // a·(m·x + (1 − m)·α′) + b, one m ~ Bernoulli(keep) for a channel
 * ```
 */
export const featureAlphaDropoutFacts: VariantFacts<FeatureAlphaDropoutOptions> = {
  name: 'featureAlphaDropout',
  drops: 'channels of an example, to −λα',
  formula: 'a·(m·x + (1 − m)·α′) + b, one m ~ Bernoulli(keep) for a channel',
  evaluation: 'identity',
  source: 'Klambauer et al. 2017 with Tompson et al. 2015',
  make: featureAlphaDropout,
  settings: keeps,
  input: [10, 3, 2, 16],
  noise: alphaNoise(6),
}
