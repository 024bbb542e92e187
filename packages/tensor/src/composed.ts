import { record } from './autograd/record.ts'
import { noGrad } from './autograd/recording.ts'
import type { UnaryGradient } from './elementwise.ts'
import { checkFloat } from './operands.ts'
import { scope } from './scope.ts'
import type { Tensor } from './tensor.ts'

/**
 * Applies an elementwise function that is made of other operations, with its derivative in closed form: one node in the graph, which
 * holds x and y only, and right where the derivatives of the parts are not (at 0, and where a part overflows).
 */
export function applyComposed(op: string, x: Tensor, of: (x: Tensor) => Tensor, gradient: UnaryGradient): Tensor {
  checkFloat(op, x)
  const y = scope(() => noGrad(() => of(x)))
  return record(y, {
    op,
    inputs: [x],
    saved: [x, y],
    backward: (grad, saved) => [gradient(grad, saved[0]!, saved[1]!)],
  })
}
