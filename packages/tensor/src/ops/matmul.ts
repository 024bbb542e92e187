import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkFloat, commonBackend, commonDType } from '../operands.ts'
import { formatShape } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { transpose } from './transpose.ts'

export interface MatmulOptions {
  /** Take the transpose of a, which is then [k, m]. Default false. */
  readonly transposeA?: boolean
  /** Take the transpose of b, which is then [n, k]. Default false. */
  readonly transposeB?: boolean
}

/**
 * The matrix product [m, k] · [k, n] → [m, n] of floats. Each element is summed over rising k; products with an exact 0
 * may be skipped, so 0 · Inf need not give NaN.
 */
export function matmul(a: Tensor, b: Tensor, { transposeA = false, transposeB = false }: MatmulOptions = {}): Tensor {
  if (transposeA || transposeB) {
    const left = transposeA ? transpose(a) : a
    const right = transposeB ? transpose(b) : b
    const product = matmul(left, right)
    if (transposeA) left.dispose()
    if (transposeB) right.dispose()
    return product
  }
  const backend = commonBackend('matmul', [a, b])
  checkFloat('matmul', a)
  commonDType('matmul', [a, b])
  if (a.rank !== 2 || b.rank !== 2 || a.shape[1] !== b.shape[0]) {
    throw new TensorError(
      `matmul cannot multiply ${formatShape(a.shape)} by ${formatShape(b.shape)}: it takes [m, k] and [k, n], with one k.`,
    )
  }
  const out = allocate(backend, a.dtype, [a.shape[0]!, b.shape[1]!])
  dispatch(backend, 'matmul', out.view, a.view, b.view)
  return record(out, {
    op: 'matmul',
    inputs: [a, b],
    saved: [a, b],
    backward: (grad, [x, y], [needsA, needsB]) => [
      needsA ? matmul(grad, y!, { transposeB: true }) : undefined,
      needsB ? matmul(x!, grad, { transposeA: true }) : undefined,
    ],
  })
}
