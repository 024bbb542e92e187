import type { KeepOption } from '../keep/keep-option.ts'
import { keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { alphaLayer } from '../kit/alpha-layer.ts'
import { spatialAxes } from '../kit/feature-maps.ts'
import type { MaskedLayer } from '../kit/masked-layer.ts'

export type FeatureAlphaDropoutOptions = KeepOption & { readonly name?: string }

const read = keepOptions('featureAlphaDropout', { name } satisfies OtherFields<FeatureAlphaDropoutOptions>)

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
export function featureAlphaDropout(options: FeatureAlphaDropoutOptions): MaskedLayer {
  return alphaLayer('featureAlphaDropout', read(options), (shape) => spatialAxes('featureAlphaDropout', shape))
}
