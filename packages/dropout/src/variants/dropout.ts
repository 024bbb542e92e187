import { integer, list, oneOf, optional, withDefault } from '@thinned/schema'
import type { Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { keepOptions, mask, name, type OtherFields } from '../keep/keep-options.ts'
import { type MaskedLayer, maskedLayer } from '../kit/masked-layer.ts'

export type DropoutOptions = KeepOption & {
  /** The axes along which one draw is shared; negative axes count from the end. Default none: a draw for each element. */
  readonly sharedAxes?: readonly number[]
  /** 'batch' is a name for `sharedAxes: [0]`: one mask for all examples. */
  readonly share?: 'batch'
  /**
   * Where keep comes in. 'training' (the default, "inverted dropout"): kept values are divided by keep, and evaluation is the identity.
   * 'evaluation', the form of the paper: training only masks, and evaluation multiplies by keep, which must be a number. `convertScaling` converts
   * a model from one form to the other.
   */
  readonly scale?: 'training' | 'evaluation'
  /** A mask to use instead of a drawn one: uint8, 0 where dropped, of a shape that broadcasts to the input's. */
  readonly mask?: Tensor
  readonly name?: string
}

const read = keepOptions('dropout', {
  sharedAxes: optional(list(integer(), 'a list of axes, such as [0]')),
  share: optional(oneOf('batch')),
  scale: withDefault(oneOf('training', 'evaluation'), 'training'),
  mask,
  name,
} satisfies OtherFields<DropoutOptions>)

/**
 * Standard dropout. In `train` and `sample` passes each element is kept with probability keep and divided by keep; a dropped element becomes exactly 0,
 * whatever its value. `evaluate` passes are the identity and draw nothing. The mask follows from the pass's key by mask law 1. The gradient
 * draws it again: 0 where dropped, 1/keep elsewhere. With `scale: 'evaluation'` kept elements stay as they are, and `evaluate` passes multiply by
 * keep.
 *
 * Source: Srivastava et al. 2014, sections 4 and 10.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; if keep is a schedule and scale is 'evaluation'.
 *
 * @example
 * ```ts
 * import { dropout } from '@thinned/dropout'
 * import { createPass } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { tensor } from '@thinned/tensor'
 *
 * const pass = createPass({ mode: 'train', key: key(42) })
 * console.log(dropout({ keep: 0.5 }).forward(tensor([[1, 2, 3, 4]]), pass).readSync()) // Float32Array(4) [ 0, 4, 6, 8 ]
 * ```
 */
export function dropout(options: DropoutOptions): MaskedLayer {
  const { schedule, sharedAxes: axes, share, scale, ...others } = read(options)
  if (share && axes) throw new DropoutError("dropout was given both share: 'batch' and sharedAxes; give one of them.")
  const sharedAxes = share ? [0] : (axes ?? [])
  return maskedLayer({
    kind: 'dropout',
    schedule,
    options: others,
    scale,
    settings: {
      ...(sharedAxes.length > 0 ? { sharedAxes } : {}),
      ...(scale === 'evaluation' ? { scale } : {}),
    },
    sharedAxes: () => sharedAxes,
  })
}
