import { oneOf, optional } from '@thinned/schema'
import { formatShape, type Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { keepOptions, mask, name, type OtherFields } from '../keep/keep-options.ts'
import { type MaskedLayer, maskedLayer } from '../kit/masked-layer.ts'

/** The axes of [batch, heads, queries, keys] along which each option shares its draws. */
const sharedAxes = { batch: [0], heads: [1], 'batch and heads': [0, 1] } as const

export type AttentionDropoutOptions = KeepOption & {
  /** What shares one mask: the examples of a batch, the heads of an example, or both. Default: each weight has a separate draw. */
  readonly share?: 'batch' | 'heads' | 'batch and heads'
  /** A mask to use instead of a drawn one: uint8, 0 where dropped, of a shape that broadcasts to [batch, heads, queries, keys]. */
  readonly mask?: Tensor
  readonly name?: string
}

const read = keepOptions('attentionDropout', {
  share: optional(oneOf('batch', 'heads', 'batch and heads')),
  mask,
  name,
} satisfies OtherFields<AttentionDropoutOptions>)

/**
 * Dropout of attention weights [batch, heads, queries, keys], for the slot `weights` of `multiHeadAttention`. Each weight is dropped, or divided by
 * keep. So the weights of a query sum to 1 only on average. Masked keys stay at weight 0, and a query whose keys are all masked still gets
 * zeros. Evaluation is the identity.
 *
 * Source: the implementation of Vaswani et al. 2017 (Attention is all you need); Devlin et al. 2019 (BERT).
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; on inputs other than [batch, heads, queries, keys].
 *
 * @example
 * ```ts
 * import { attentionDropout } from '@thinned/dropout'
 * import { createPass, init, multiHeadAttention } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const layer = multiHeadAttention(8, { heads: 2, weights: attentionDropout({ keep: 0.9 }) })
 * init(layer, key(1))
 * console.log(layer.forward(ones([1, 5, 8]), createPass({ mode: 'train', key: key(42) })).shape) // [ 1, 5, 8 ]
 * ```
 */
export function attentionDropout(options: AttentionDropoutOptions): MaskedLayer {
  const { schedule, share, ...others } = read(options)
  return maskedLayer({
    kind: 'attentionDropout',
    schedule,
    options: others,
    settings: share ? { share } : {},
    sharedAxes(shape) {
      if (shape.length !== 4)
        throw new DropoutError(
          `attentionDropout takes [batch, heads, queries, keys], but was given ${formatShape(shape)}. Give it to multiHeadAttention as { weights: attentionDropout({ keep: 0.9 }) }.`,
        )
      return share ? sharedAxes[share] : []
    },
  })
}
