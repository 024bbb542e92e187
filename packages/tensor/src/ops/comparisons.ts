import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { applyComparison, applyPair } from '../op-kit/elementwise.ts'
import { commonBackend, commonDType, operandsOf } from '../op-kit/operands.ts'
import { broadcastShapes } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { broadcastView } from '../view.ts'
import { sumTo } from './sum.ts'

// Two comparisons have a kernel, and the others are composed of them. None carries a gradient.

/**
 * 1 where a = b, else 0 (uint8), broadcast. NaN equals no number.
 *
 * @example
 * ```ts
 * import { equal, tensor } from '@thinned/tensor'
 *
 * console.log(equal(tensor([1, 2, 3]), tensor([1, 0, 3])).readSync()) // Uint8Array(3) [ 1, 0, 1 ]
 * ```
 */
export function equal(a: Tensor | number, b: Tensor | number): Tensor {
  return applyComparison('equal', a, b)
}

/**
 * 1 where a ≠ b, else 0 (uint8), broadcast; 1 where one is NaN.
 *
 * @example
 * ```ts
 * import { notEqual, tensor } from '@thinned/tensor'
 *
 * console.log(notEqual(tensor([1, 2, 3]), 2).readSync()) // Uint8Array(3) [ 1, 0, 1 ]
 * ```
 */
export function notEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('notEqual', a, b, (a, b) => equal(equal(a, b), 0))
}

/**
 * 1 where a > b, else 0 (uint8), broadcast.
 *
 * @example
 * ```ts
 * import { greater, tensor } from '@thinned/tensor'
 *
 * console.log(greater(tensor([1, 2, 3]), 2).readSync()) // Uint8Array(3) [ 0, 0, 1 ]
 * ```
 */
export function greater(a: Tensor | number, b: Tensor | number): Tensor {
  return applyComparison('greater', a, b)
}

/**
 * 1 where a ≥ b, else 0 (uint8), broadcast; 0 where one is NaN.
 *
 * @example
 * ```ts
 * import { greaterEqual, tensor } from '@thinned/tensor'
 *
 * console.log(greaterEqual(tensor([1, 2, 3]), 2).readSync()) // Uint8Array(3) [ 0, 1, 1 ]
 * ```
 */
export function greaterEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('greaterEqual', a, b, (a, b) => where(greater(a, b), 1, equal(a, b)))
}

/**
 * 1 where a < b, else 0 (uint8), broadcast.
 *
 * @example
 * ```ts
 * import { less, tensor } from '@thinned/tensor'
 *
 * console.log(less(tensor([1, 2, 3]), 2).readSync()) // Uint8Array(3) [ 1, 0, 0 ]
 * ```
 */
export function less(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('less', a, b, (a, b) => greater(b, a))
}

/**
 * 1 where a ≤ b, else 0 (uint8), broadcast; 0 where one is NaN.
 *
 * @example
 * ```ts
 * import { lessEqual, tensor } from '@thinned/tensor'
 *
 * console.log(lessEqual(tensor([1, 2, 3]), 2).readSync()) // Uint8Array(3) [ 1, 1, 0 ]
 * ```
 */
export function lessEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('lessEqual', a, b, (a, b) => greaterEqual(b, a))
}

/**
 * a where the condition (uint8) is not 0, else b, all broadcast. A select: an Inf or NaN that is not chosen has no effect.
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
  checkTensor('where', condition)
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
