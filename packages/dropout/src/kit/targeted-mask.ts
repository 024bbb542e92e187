import {
  abs,
  cast,
  cumsum,
  div,
  equal,
  greater,
  less,
  lessEqual,
  max,
  mul,
  neg,
  noGrad,
  reshape,
  scope,
  slice,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type TypedArray,
  topK,
  where,
  zeros,
} from '@thinned/tensor'

/** The elements that are ranked: the incoming weights of each unit by magnitude, or the units by the norm of their incoming weights. */
export type Targets = 'weights' | 'units'

/**
 * The targets of dropout in a weight [..., units], as uint8 that broadcasts to it. 'weights': of each unit's n incoming weights the ⌊share · n⌋
 * smallest in magnitude. 'units': all weights of the ⌊share · units⌋ units with the smallest norm of incoming weights. Among equals the first.
 */
export function targetedMask(weight: Tensor, share: number, of: Targets): Tensor {
  const units = weight.shape.at(-1)!
  return scope(() =>
    noGrad(() => {
      const incoming = reshape(weight, [units === 0 ? 0 : weight.size / units, units])
      if (of === 'units') return smallest(reshape(sizesOf(incoming), [units, 1]), share, [units])
      return smallest(abs(incoming), share, weight.shape)
    }),
  )
}

/** 2^−100: smaller sums of squares lose digits. */
const LEAST_SQUARES = 7.888609052210118e-31

/** Numbers that rank the columns of [n, units] by their norm: its square, or the norm itself where squares overflow or vanish. */
function sizesOf(columns: Tensor): Tensor {
  const squares = sum(square(columns), 0)
  if (columns.size === 0 || (squares.backend.syncRead && areOrdinary(squares.readSync()))) return squares
  const largest = max(abs(columns), 0)
  const relative = div(columns, where(greater(largest, 0), largest, 1))
  return mul(sqrt(sum(square(relative), 0)), largest)
}

/** Units without weights are ordinary beside others. */
function areOrdinary(squares: TypedArray): boolean {
  const filled = squares.filter((value) => value !== 0)
  return filled.length > 0 && filled.every((value) => value >= LEAST_SQUARES && value < Infinity)
}

/** A mask of the ⌊share · n⌋ smallest values along axis 0 of [n, columns]. */
function smallest(values: Tensor, share: number, shape: readonly number[]): Tensor {
  // 0.29 · 100 is a little below 29.
  const count = Math.floor(share * values.shape[0]! + 1e-9)
  if (count === 0 || values.size === 0) return zeros(shape, { dtype: 'uint8', backend: values.backend })
  const largest = neg(slice(topK(neg(values), count, 0).values, 0, count - 1))
  const [below, tied] = [less(values, largest), cast(equal(values, largest), 'int32')]
  const remaining = sub(count, sum(cast(below, 'int32'), 0))
  const first = where(equal(tied, 1), cast(lessEqual(cumsum(tied, 0), remaining), 'int32'), 0)
  return reshape(cast(where(below, 1, first), 'uint8'), shape)
}
