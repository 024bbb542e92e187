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
 * The places that no dropped block covers: uint8, of the map's shape [batch, …extents, channels]. `kept` has a 0 where a block begins, at each
 * place where one fits: extent − block + 1 along an axis. Blocks spread one axis after another, so that work grows with the edge, not the
 * volume, of a block.
 */
export function blockMask(kept: Tensor, block: number): Tensor {
  const spatial = kept.shape.length - 2
  let dropped = sub(1, cast(kept, 'float32'))
  for (let axis = 1; axis <= spatial; axis++) {
    const { shape } = dropped
    const lines = [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))]
    const around = pad(reshape(dropped, lines), [
      [0, 0],
      [block - 1, block - 1],
      [0, 0],
    ])
    dropped = reshape(maxPool1d(around, block, { stride: 1 }), shape.with(axis, shape[axis]! + block - 1))
  }
  return equal(dropped, 0)
}

/**
 * The probability of dropping the block at a place, so that about 1 − keep of the map's elements are dropped: (1 − keep)/block^d ·
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
