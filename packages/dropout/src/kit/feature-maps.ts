import {
  cast,
  equal,
  formatShape,
  maxPool1d,
  pad,
  reshape,
  type Shape,
  sizeOf,
  sub,
  type Tensor,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'

/**
 * The mask of a feature map: uint8 [batch, …extents, channels], 0 in dropped blocks. `starts` is uint8 with a 0 where a block begins; along each
 * spatial axis it has extent − block + 1 elements, one for each position of a block. Blocks spread one axis after another, so the work grows
 * with the edge of a block, not with its volume.
 */
export function blockMask(starts: Tensor, block: number): Tensor {
  const spatial = starts.shape.length - 2
  let dropped = sub(1, cast(starts, 'float32'))
  for (let axis = 1; axis <= spatial; axis++) {
    const { shape } = dropped
    const lines = [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))]
    const padded = pad(reshape(dropped, lines), [
      [0, 0],
      [block - 1, block - 1],
      [0, 0],
    ])
    dropped = reshape(maxPool1d(padded, block, { stride: 1 }), shape.with(axis, shape[axis]! + block - 1))
  }
  return equal(dropped, 0)
}

/**
 * The probability that a block begins at a position. It drops about 1 − keep of the map's elements: (1 − keep)/block^d ·
 * Π extent/(extent − block + 1) (Ghiasi, Lin and Le 2018, equation 1, over d axes). It is at most 1 − keep.
 */
export function blockRate(keep: number, block: number, extents: readonly number[]): number {
  return extents.reduce((rate, extent) => (rate * extent) / (block * (extent - block + 1)), 1 - keep)
}

/** The axes between batch and channels. */
export function spatialAxes(kind: string, shape: Shape): readonly number[] {
  if (shape.length < 3 || shape.length > 5)
    throw new DropoutError(
      `${kind} takes [batch, one to three spatial axes, channels], but was given ${formatShape(shape)}. For [batch, features] use dropout.`,
    )
  return shape.slice(2).map((_, i) => i + 1)
}
