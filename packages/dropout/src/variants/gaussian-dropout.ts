import { type Layer, steady } from '@thinned/nn'
import { describeKeep, type KeepOption, resolveKeep } from '../keep/keep-option.ts'
import { keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { resultAtEnds } from '../kit/ends.ts'
import { multiplyBy, noiseLayer } from '../kit/noise-layer.ts'

export type GaussianDropoutOptions = KeepOption & { readonly name?: string }

const read = keepOptions('gaussianDropout', { name } satisfies OtherFields<GaussianDropoutOptions>)

/**
 * Multiplies each element by normal noise with mean 1 and variance (1 − keep)/keep, as standard dropout's noise has. No element becomes 0.
 * Evaluation is the full network, unscaled. keep 1 is the identity; keep 0, where the variance has no limit, gives zeros.
 *
 * Source: Srivastava et al. 2014, section 10.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1].
 *
 * @example
 * ```ts
 * import { gaussianDropout } from '@thinned/dropout'
 * import { createPass } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const pass = createPass({ mode: 'train', key: key(42) })
 * console.log(gaussianDropout({ keep: 0.5 }).forward(ones([1, 2]), pass).readSync()) // Float32Array(2) [ -1.4421396255493164, 0.02483123540878296 ]
 * ```
 */
export function gaussianDropout(options: GaussianDropoutOptions): Layer<'any', 'same'> {
  const { schedule, name } = read(options)
  const layer = noiseLayer({
    kind: 'gaussianDropout',
    name,
    options: describeKeep(schedule),
    apply(x, pass, draw) {
      const keep = resolveKeep('gaussianDropout', schedule, pass)
      pass.report('keep', keep)
      return resultAtEnds(x, keep) ?? multiplyBy(x, () => draw(1, Math.sqrt((1 - keep) / keep)))
    },
  })
  const scaled: Layer<'any', 'same'> = { ...layer, scaling: 'homogeneous' }
  return typeof schedule === 'number' ? steady(scaled) : scaled
}
