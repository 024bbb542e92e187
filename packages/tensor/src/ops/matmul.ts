import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkFloat, commonBackend, commonDType } from '../operands.ts'
import { broadcastShapes, formatShape, type Shape } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { stretch, type View } from '../view.ts'
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
  const single = a.rank === 2 && b.rank === 2
  const batch = single ? [] : broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2))
  const out = allocate(backend, a.dtype, [...batch, a.shape.at(-2)!, b.shape.at(-1)!])
  const [lefts, rights] = single ? [[a.view], [b.view]] : [matricesOf(a.view, batch), matricesOf(b.view, batch)]
  for (const [at, product] of (single ? [out.view] : matricesOf(out.view, batch)).entries())
    dispatch(backend, 'matmul', product, lefts[at]!, rights[at]!)
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

/** The matrices of a view whose other axes are stretched to `batch`, in row-major order. */
function matricesOf(view: View, batch: Shape): View[] {
  const { shape, strides } = stretch(view, [...batch, ...view.shape.slice(-2)])
  let offsets = [view.offset]
  for (const [axis, extent] of batch.entries())
    offsets = offsets.flatMap((offset) => Array.from({ length: extent }, (_, i) => offset + i * strides[axis]!))
  return offsets.map((offset) => ({ ...view, shape: shape.slice(-2), strides: strides.slice(-2), offset }))
}
