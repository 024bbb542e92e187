import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkFloat, commonBackend, commonDType } from '../operands.ts'
import { broadcastShapes, formatShape } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { broadcastView, type View } from '../view.ts'
import { sumTo } from './sum.ts'
import { transpose } from './transpose.ts'

export interface MatmulOptions {
  /** Take the transpose of a, which is then [..., k, m]. Default false. */
  readonly transposeA?: boolean
  /** Take the transpose of b, which is then [..., n, k]. Default false. */
  readonly transposeB?: boolean
}

/**
 * The matrix product [..., m, k] · [..., k, n] → [..., m, n] of floats; axes before the last two count the products, and
 * broadcast. Each element is summed over rising k; products with an exact 0 may be skipped, so 0 · Inf need not give NaN.
 *
 * @example
 * ```ts
 * import { matmul, tensor, zeros } from '@thinned/tensor'
 *
 * const [a, b] = [tensor([[1, 2], [3, 4]]), tensor([[5], [6]])]
 * console.log(matmul(a, b).readSync()) // Float32Array(2) [ 17, 39 ]
 * console.log(matmul(zeros([8, 4, 2]), b).shape) // [ 8, 4, 1 ]
 * ```
 */
export function matmul(a: Tensor, b: Tensor, { transposeA = false, transposeB = false }: MatmulOptions = {}): Tensor {
  if (transposeA || transposeB) {
    const left = transposeA ? swapLast(a) : a
    const right = transposeB ? swapLast(b) : b
    const product = matmul(left, right)
    if (transposeA) left.dispose()
    if (transposeB) right.dispose()
    return product
  }
  const backend = commonBackend('matmul', [a, b])
  checkFloat('matmul', a)
  commonDType('matmul', [a, b])
  if (a.rank < 2 || b.rank < 2 || a.shape.at(-1) !== b.shape.at(-2)) {
    throw new TensorError(
      `matmul cannot multiply ${formatShape(a.shape)} by ${formatShape(b.shape)}: it takes [..., m, k] and [..., k, n], with one k.`,
    )
  }
  const batch = broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2))
  const out = allocate(backend, a.dtype, [...batch, a.shape.at(-2)!, b.shape.at(-1)!])
  const over = (view: View): View =>
    batch.length === 0 ? view : broadcastView(view, [...batch, ...view.shape.slice(-2)])
  dispatch(backend, 'matmul', out.view, over(a.view), over(b.view))
  return record(out, {
    op: 'matmul',
    inputs: [a, b],
    saved: [a, b],
    backward: (grad, [x, y], [needsA, needsB]) => [
      needsA ? sumTo(matmul(grad, y!, { transposeB: true }), x!.shape) : undefined,
      needsB ? sumTo(matmul(x!, grad, { transposeA: true }), y!.shape) : undefined,
    ],
  })
}

/** The last two axes swapped, as a view. */
function swapLast(x: Tensor): Tensor {
  const order = x.shape.map((_, axis) => axis)
  return transpose(x, [...order.slice(0, -2), ...order.slice(-2).reverse()])
}
