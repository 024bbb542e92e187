import type { Tensor } from '@thinned/tensor'
import type { KeepOption } from '../keep/keep-option.ts'
import { keepOptions, mask, name, type OtherFields } from '../keep/keep-options.ts'
import { spatialAxes } from '../kit/feature-maps.ts'
import { type MaskedLayer, maskedLayer } from '../kit/masked-layer.ts'

export type ChannelDropoutOptions = KeepOption & {
  /** A mask to use instead of a drawn one: uint8, such as [batch, 1, 1, channels], of a shape that broadcasts to the input's. */
  readonly mask?: Tensor
  readonly name?: string
}

const read = keepOptions('channelDropout', { mask, name } satisfies OtherFields<ChannelDropoutOptions>)

/**
 * Drops whole channels of each example ("spatial dropout"). Neighbors in a feature map are correlated, so a map stays readable if only single
 * elements are dropped. Inputs are [batch, one to three spatial axes, channels].
 *
 * Source: Tompson et al. 2015, section 3.2.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; on inputs without spatial axes.
 *
 * @example
 * ```ts
 * import { channelDropout } from '@thinned/dropout'
 * import { createPass } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const pass = createPass({ mode: 'train', key: key(42) })
 * console.log(channelDropout({ keep: 0.5 }).forward(ones([1, 2, 3]), pass).readSync()) // Float32Array(6) [ 0, 2, 2, 0, 2, 2 ]
 * ```
 */
export function channelDropout(options: ChannelDropoutOptions): MaskedLayer {
  const { schedule, ...others } = read(options)
  return maskedLayer({
    kind: 'channelDropout',
    schedule,
    options: others,
    sharedAxes: (shape) => spatialAxes('channelDropout', shape),
  })
}
