import {
  arange,
  broadcastShapes,
  formatShape,
  greaterEqual,
  reshape,
  sameShape,
  scope,
  softmax,
  type Tensor,
  where,
} from '@thinned/tensor'
import { NnError } from '../../nn-error.ts'

/**
 * e^x / Σ e^x along the last axis, over the elements where the mask (uint8, broadcast) is not 0. The others are exactly 0, in value and in gradient;
 * a row without any is all 0.
 */
export function maskedSoftmax(x: Tensor, mask?: Tensor): Tensor {
  if (!mask) return softmax(x)
  return scope(() => where(mask, softmax(where(mask, x, Number.NEGATIVE_INFINITY)), 0))
}

/** The mask of a query's keys, joined with that of causality; undefined where it may attend to all. */
export function attentionMask(
  { shape, backend }: Tensor,
  mask: Tensor | undefined,
  causal: boolean,
): Tensor | undefined {
  if (mask && (mask.dtype !== 'uint8' || !sameShape(broadcastShapes('multiHeadAttention', mask.shape, shape), shape)))
    throw new NnError(
      `multiHeadAttention was given the mask ${mask}; it is uint8, 0 where a query may not attend, and broadcasts to [batch, heads, queries, keys], here ${formatShape(shape)}.`,
    )
  if (!causal) return mask
  const [queries, keys] = shape.slice(-2) as [number, number]
  if (queries !== keys)
    throw new NnError(
      `Causal attention was given ${queries} queries and ${keys} keys; it needs as many of both. Give a mask instead.`,
    )
  const past = greaterEqual(reshape(arange(queries, { backend }), [queries, 1]), arange(keys, { backend }))
  return mask ? where(past, mask, 0) : past
}
