import { checkFloat } from '../operands.ts'
import { resolveAxes } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { div } from './div.ts'
import { sum } from './sum.ts'

/**
 * The mean over `axes` (default: all), which disappear: the sum divided by the number of elements. NaN over nothing.
 *
 * @example
 * ```ts
 * import { mean, tensor } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2, 3], [4, 5, 6]])
 * console.log(mean(x).readSync()) // Float32Array(1) [ 3.5 ]
 * console.log(mean(x, 1).readSync()) // Float32Array(2) [ 2, 5 ]
 * ```
 */
export function mean(x: Tensor, axes?: number | readonly number[]): Tensor {
  checkFloat('mean', x)
  const count = resolveAxes('mean', axes, x.rank).reduce((product, axis) => product * x.shape[axis]!, 1)
  const total = sum(x, axes)
  const result = div(total, count)
  total.dispose()
  return result
}
