import { formatShape } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { type MaskedLayer, maskedLayer } from '../kit/masked-layer.ts'

export type LockedDropoutOptions = KeepOption & { readonly name?: string }

const read = keepOptions('lockedDropout', { name } satisfies OtherFields<LockedDropoutOptions>)

/**
 * One mask for all time steps of a sequence [batch, time, features] ("variational dropout"): a feature is dropped at every step or at none.
 *
 * Source: Gal and Ghahramani 2016 (A theoretically grounded application of dropout in recurrent neural networks), section 4.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; on inputs other than [batch, time, features].
 *
 * @example
 * ```ts
 * import { lockedDropout } from '@thinned/dropout'
 * import { createPass } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const pass = createPass({ mode: 'train', key: key(42) })
 * console.log(lockedDropout({ keep: 0.5 }).forward(ones([1, 2, 3]), pass).readSync()) // Float32Array(6) [ 0, 2, 2, 0, 2, 2 ]
 * ```
 */
export function lockedDropout(options: LockedDropoutOptions): MaskedLayer {
  const { schedule, ...others } = read(options)
  return maskedLayer({
    kind: 'lockedDropout',
    schedule,
    options: others,
    sharedAxes(shape) {
      if (shape.length !== 3)
        throw new DropoutError(
          `lockedDropout takes [batch, time, features], but was given ${formatShape(shape)}. For [batch, features] use dropout.`,
        )
      return [1]
    },
  })
}
