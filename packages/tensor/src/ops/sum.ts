import { record } from '../autograd/record.ts'
import { reduceAxes } from '../reduce.ts'
import type { Tensor } from '../tensor.ts'
import { broadcastTo } from './broadcast-to.ts'
import { reshape } from './reshape.ts'

/**
 * The sum over `axes` (default: all), which disappear. The order is fixed: see the kernel. The sum of nothing is 0.
 * Floats and int32.
 */
export function sum(x: Tensor, axes?: number | readonly number[]): Tensor {
  const { out, keptShape } = reduceAxes('sum', x, axes, x.dtype)
  const shape = x.shape
  return record(out, { op: 'sum', inputs: [x], backward: (grad) => [broadcastTo(reshape(grad, keptShape), shape)] })
}
