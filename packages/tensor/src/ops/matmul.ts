import { onlyOptions } from '@thinned/schema'
import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { applyMask, checkEpilogue, type Epilogue, gradientBeforeEpilogue } from '../masks/mask.ts'
import { deferProduct } from '../memory/deferred.ts'
import { scope } from '../memory/scope.ts'
import { checkBooleans, checkTensor } from '../op-kit/check-tensor.ts'
import { checkFloat, commonBackend, commonDType } from '../op-kit/operands.ts'
import { broadcastShapes, formatShape, sizeOf } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { broadcastView, type View } from '../view.ts'
import { relu } from './activations.ts'
import { add } from './arithmetic.ts'
import { reshape } from './reshape.ts'
import { sum, sumTo } from './sum.ts'
import { transpose } from './transpose.ts'

export interface MatmulOptions {
  /** Take the transpose of a, which is then [..., k, m]. Default false. */
  readonly transposeA?: boolean
  /** Take the transpose of b, which is then [..., n, k]. Default false. */
  readonly transposeB?: boolean
}

const checkNames = /* @__PURE__ */ onlyOptions('matmul', TensorError, ['transposeA', 'transposeB'], {
  transA: 'transposeA',
  transB: 'transposeB',
  adjointA: 'transposeA',
  adjointB: 'transposeB',
})

/**
 * The matrix product [..., m, k] · [..., k, n] → [..., m, n] of floats; axes before the last two count the products, and
 * broadcast. Each element is summed over rising k, in chunks of `SUM_CHUNK` whose sums are added in order. Products with an exact 0 may be
 * skipped, so 0 · Inf need not give NaN.
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
export function matmul(a: Tensor, b: Tensor, options?: MatmulOptions): Tensor {
  if (options === undefined) return product(a, b, false, false)
  checkNames(options)
  const { transposeA = false, transposeB = false } = options
  if (typeof transposeA !== 'boolean' || typeof transposeB !== 'boolean')
    checkBooleans('matmul', { transposeA, transposeB })
  if (transposeA || transposeB) for (const x of [a, b]) checkTensor('matmul', x)
  return product(a, b, transposeA, transposeB)
}

/** `matmul` without options to check. */
function product(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor {
  if (transposeA || transposeB) {
    const left = transposeA ? swapLast(a) : a
    const right = transposeB ? swapLast(b) : b
    const out = product(left, right, false, false)
    if (transposeA) left.dispose()
    if (transposeB) right.dispose()
    return out
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
  const broadcastBatch = (view: View): View =>
    batch.length === 0 ? view : broadcastView(view, [...batch, ...view.shape.slice(-2)])
  dispatch(backend, 'matmul', out.view, broadcastBatch(a.view), broadcastBatch(b.view))
  return record(out, {
    op: 'matmul',
    inputs: [a, b],
    saved: [a, b],
    backward: (grad, [x, y], [needsA, needsB]) => [
      needsA ? sumTo(product(grad, y!, false, true), x!.shape) : undefined,
      needsB ? sumTo(rightGradient(x!, grad), y!.shape) : undefined,
    ],
  })
}

/** A gradient of fewer elements does not wait: it stays in the first-level cache until it is read. */
const LEAST_TO_WAIT = 1 << 13

/**
 * xᵀ · grad, the gradient of a right operand. It waits for its first reader where waiting takes no more memory than the gradient, which is so
 * where a weight is large beside the batch.
 */
function rightGradient(x: Tensor, grad: Tensor): Tensor {
  const size = x.shape.at(-1)! * grad.shape.at(-1)!
  if (size < LEAST_TO_WAIT || x.rank !== 2 || grad.rank !== 2 || x.size + grad.size > size)
    return product(x, grad, true, false)
  const left = swapLast(x)
  const out = deferProduct(left, grad)
  left.dispose()
  return out
}

/** A view with the last two axes exchanged. */
function swapLast(x: Tensor): Tensor {
  const order = x.shape.map((_, axis) => axis)
  return transpose(x, [...order.slice(0, -2), ...order.slice(-2).reverse()])
}

/**
 * x [batch, …, in] · weight [in, out] + bias [out] → [batch, …, out], then the epilogue, in one kernel: the bits of the separate
 * operations, forward and backward, without their intermediate results. Backward has these bits if the scale of a mask after relu is 1 or more,
 * as 1/keep is. The mask follows mask law 1 for the shape of the result; from rank 3 on it is a separate kernel.
 *
 * A weight [batch, in, out] holds a weight for each example, a bias [batch, out] a bias for each; then each step is a separate kernel.
 *
 * @example
 * ```ts
 * import { affine, tensor } from '@thinned/tensor'
 *
 * const [x, weight, bias] = [tensor([[1, 2]]), tensor([[1, 0], [0, -1]]), tensor([0.5, 0.5])]
 * console.log(affine(x, weight, bias).readSync()) // Float32Array(2) [ 1.5, -1.5 ]
 * console.log(affine(x, weight, bias, { relu: true }).readSync()) // Float32Array(2) [ 1.5, 0 ]
 * ```
 */
export function affine(x: Tensor, weight: Tensor, bias?: Tensor, epilogue: Epilogue = { relu: false }): Tensor {
  checkEpilogue('affine', epilogue)
  const operands = bias === undefined ? [x, weight] : [x, weight, bias]
  const backend = commonBackend('affine', operands)
  checkFloat('affine', x)
  commonDType('affine', operands)
  checkShapes(x, weight, bias)
  if (weight.rank === 3) return affineOfExamples(x, weight, bias, epilogue)
  if (x.rank > 2) return affineOfRows(x, weight, bias, epilogue)
  const out = allocate(backend, x.dtype, [x.shape[0]!, weight.shape[1]!])
  dispatch(backend, 'affine', out.view, x.view, weight.view, bias?.view, epilogue)
  return record(out, {
    op: 'affine',
    inputs: operands,
    saved: epilogue.relu ? [x, weight, out] : [x, weight],
    backward: (grad, [input, w, y], [needsX, needsWeight, needsBias]) => {
      const before = gradientBeforeEpilogue(grad, y, epilogue)
      return [
        needsX ? product(before, w!, false, true) : undefined,
        needsWeight ? rightGradient(input!, before) : undefined,
        needsBias ? sum(before, 0) : undefined,
      ]
    },
  })
}

/** One product whose rows are all axes before the last. The kernel would count them as rows of the mask, so the mask is a separate step. */
function affineOfRows(x: Tensor, weight: Tensor, bias: Tensor | undefined, { relu, mask }: Epilogue): Tensor {
  const before = x.shape.slice(0, -1)
  return scope(() => {
    const rows = affine(reshape(x, [sizeOf(before), x.shape.at(-1)!]), weight, bias, { relu })
    const y = reshape(rows, [...before, weight.shape[1]!])
    return mask ? applyMask(y, mask) : y
  })
}

/** A product for each example with its weight. */
function affineOfExamples(x: Tensor, weight: Tensor, bias: Tensor | undefined, epilogue: Epilogue): Tensor {
  const [examples, inputs, outputs] = weight.shape as [number, number, number]
  const before = x.shape.slice(0, -1)
  return scope(() => {
    const each = matmul(reshape(x, [examples, sizeOf(before.slice(1)), inputs]), weight)
    const added = bias?.rank === 2 ? reshape(bias, [examples, 1, outputs]) : bias
    const y = reshape(added ? add(each, added) : each, [...before, outputs])
    const activated = epilogue.relu ? relu(y) : y
    return epilogue.mask ? applyMask(activated, epilogue.mask) : activated
  })
}

function checkShapes(x: Tensor, weight: Tensor, bias: Tensor | undefined): void {
  const [examples] = x.shape
  const isPerExample = (x: Tensor, rank: number): boolean => x.rank === rank + 1 && x.shape[0] === examples
  const fits =
    x.rank >= 2 &&
    (weight.rank === 2 || isPerExample(weight, 2)) &&
    x.shape.at(-1) === weight.shape.at(-2) &&
    (!bias || bias.rank === 1 || (weight.rank === 3 && isPerExample(bias, 1))) &&
    (!bias || bias.shape.at(-1) === weight.shape.at(-1))
  if (!fits) {
    throw new TensorError(
      `affine cannot take x ${formatShape(x.shape)}, weight ${formatShape(weight.shape)}${bias ? ` and bias ${formatShape(bias.shape)}` : ''}; it takes [batch, …, in], [in, out] and [out], or a weight [batch, in, out] for each example.`,
    )
  }
}
