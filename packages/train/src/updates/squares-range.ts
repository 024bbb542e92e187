import { abs, full, greater, max, type Tensor, where } from '@thinned/tensor'

interface SquaresRange {
  /** From here on a sum of squares has its digits. */
  readonly least: number
  /** The smallest number with all digits. */
  readonly normal: number
  /** Numbers above `large` times `smaller`, and below `small` times `larger`, have squares that add up. All are powers of 2. */
  readonly large: number
  readonly smaller: number
  readonly small: number
  readonly larger: number
}

const RANGES: Readonly<Record<'float32' | 'float64', SquaresRange>> = {
  float32: {
    least: 7.888609052210118e-31, // 2^−100
    normal: 1.1754943508222875e-38, // 2^−126
    large: 1099511627776, // 2^40
    smaller: 8.271806125530277e-25, // 2^−80
    small: 8.881784197001252e-16, // 2^−50
    larger: 1.2676506002282294e30, // 2^100
  },
  float64: {
    least: 1.1830521861667747e-271, // 2^−900
    normal: 2.2250738585072014e-308, // 2^−1022
    large: 2.5822498780869086e120, // 2^400
    smaller: 2.778448436856347e-163, // 2^−540
    small: 3.4395525670743494e-136, // 2^−450
    larger: 4.149515568880993e180, // 2^600
  },
}

/** Of a tensor of floats. */
export function squaresRange({ dtype }: Tensor): SquaresRange {
  return RANGES[dtype as 'float32' | 'float64']
}

/** The largest magnitude over some axes, by default all. */
export function largestMagnitude(x: Tensor, axes?: readonly number[]): Tensor {
  return max(abs(x), axes)
}

/** A power of 2 for each magnitude: times it, numbers up to that magnitude have squares that add up. 1 for ordinary ones. */
export function scaleForSquares(largest: Tensor): Tensor {
  const { large, smaller, small, larger } = squaresRange(largest)
  const { dtype, backend } = largest
  const one = full([], 1, { dtype: dtype as 'float32' | 'float64', backend })
  return where(greater(largest, large), smaller, where(greater(small, largest), larger, one))
}
