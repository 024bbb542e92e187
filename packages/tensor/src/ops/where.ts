import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { commonBackend, commonDType, operandsOf } from '../operands.ts'
import { broadcastShapes } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { broadcastView } from '../view.ts'
import { sumTo } from './sum.ts'

/**
 * a where the condition (uint8) is not 0, else b, all broadcast. A select: the Inf or NaN not chosen stays behind.
 *
 * @example
 * ```ts
 * import { greater, tensor, where } from '@thinned/tensor'
 *
 * const x = tensor([-1, 2, -3])
 * console.log(where(greater(x, 0), x, 0).readSync()) // Float32Array(3) [ 0, 2, 0 ]
 * ```
 */
export function where(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor {
  if (condition.dtype !== 'uint8')
    throw new TensorError(`where needs a uint8 condition, as comparisons give, but was given ${condition}.`)
  const [left, right] = operandsOf('where', a, b)
  const backend = commonBackend('where', [condition, left, right])
  const dtype = commonDType('where', [left, right])
  const shape = broadcastShapes('where', condition.shape, broadcastShapes('where', left.shape, right.shape))
  const out = allocate(backend, dtype, shape)
  dispatch(
    backend,
    'select',
    out.view,
    broadcastView(condition.view, shape),
    broadcastView(left.view, shape),
    broadcastView(right.view, shape),
  )
  const shapes = [left.shape, right.shape] as const
  record(out, {
    op: 'where',
    inputs: [left, right],
    saved: [condition],
    backward: (grad, [chosen], [needsA, needsB]) => [
      needsA ? sumTo(where(chosen!, grad, 0), shapes[0]) : undefined,
      needsB ? sumTo(where(chosen!, 0, grad), shapes[1]) : undefined,
    ],
  })
  if (typeof a === 'number') left.dispose()
  if (typeof b === 'number') right.dispose()
  return out
}
