import { record } from '../autograd/record.ts'
import { reduceAxes } from '../reduce.ts'
import type { Tensor } from '../tensor.ts'
import { cast } from './cast.ts'
import { div } from './div.ts'
import { equal } from './equal.ts'
import { mul } from './mul.ts'
import { reshape } from './reshape.ts'
import { sum } from './sum.ts'

/**
 * The largest element over `axes` (default: all), which disappear; NaN if one is NaN. Equals share the gradient evenly.
 *
 * @example
 * ```ts
 * import { max, tensor } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2, 3], [4, 5, 6]])
 * console.log(max(x).readSync()) // Float32Array(1) [ 6 ]
 * console.log(max(x, 1).readSync()) // Float32Array(2) [ 3, 6 ]
 * ```
 */
export function max(x: Tensor, axes?: number | readonly number[]): Tensor {
  const { out, keptShape, axes: reduced } = reduceAxes('max', x, axes, x.dtype)
  return record(out, {
    op: 'max',
    inputs: [x],
    saved: [x, out],
    backward: (grad, [input, found]) => {
      const chosen = cast(equal(input!, reshape(found!, keptShape)), grad.dtype)
      const count = reshape(sum(chosen, reduced), keptShape)
      return [mul(div(chosen, count), reshape(grad, keptShape))]
    },
  })
}
