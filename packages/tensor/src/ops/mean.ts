import { checkFloat } from '../operands.ts'
import { resolveAxes } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { div } from './div.ts'
import { sum } from './sum.ts'

/** The mean over `axes` (default: all), which disappear: the sum divided by the number of elements. NaN over nothing. */
export function mean(x: Tensor, axes?: number | readonly number[]): Tensor {
  checkFloat('mean', x)
  const count = resolveAxes('mean', axes, x.rank).reduce((product, axis) => product * x.shape[axis]!, 1)
  const total = sum(x, axes)
  const result = div(total, count)
  total.dispose()
  return result
}
