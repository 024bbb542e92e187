import type { KeepOption } from '../keep/keep-option.ts'
import { keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { alphaLayer } from '../kit/alpha-layer.ts'
import type { MaskedLayer } from '../kit/masked-layer.ts'

export type AlphaDropoutOptions = KeepOption & { readonly name?: string }

const read = keepOptions('alphaDropout', { name } satisfies OtherFields<AlphaDropoutOptions>)

/**
 * Dropout for selu networks. Dropped elements become α′ = −λα, selu's negative saturation, instead of 0. Then the affine map a·x + b restores mean 0
 * and variance 1. The result is a·keep times standard dropout of x − α′, plus a·α′ + b. Its mean over masks is a·keep·x: after relu, where
 * the mean of x is not 0, it shrinks the mean. keep 1 is the identity; keep 0, where the map has no limit, gives zeros.
 *
 * Source: Klambauer et al. 2017, section "New dropout technique", with a = (keep + α′²·keep·(1 − keep))^(−1/2), b = −a·(1 − keep)·α′.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1].
 *
 * @example
 * ```ts
 * import { alphaDropout } from '@thinned/dropout'
 * import { createPass } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { zeros } from '@thinned/tensor'
 *
 * const pass = createPass({ mode: 'train', key: key(42) })
 * console.log(alphaDropout({ keep: 0.5 }).forward(zeros([1, 2]), pass).readSync()) // Float32Array(2) [ -0.7791939377784729, 0.7791939377784729 ]
 * ```
 */
export function alphaDropout(options: AlphaDropoutOptions): MaskedLayer {
  return alphaLayer('alphaDropout', read(options), () => [])
}
