import { record } from '../autograd/record.ts'
import { noGrad } from '../autograd/recording.ts'
import type { KernelName, Kernels } from '../backend.ts'
import { dispatch } from '../dispatch.ts'
import type { DType } from '../dtype.ts'
import { scope } from '../memory/scope.ts'
import { sumTo } from '../ops/sum.ts'
import type { BinaryKernel, UnaryKernel } from '../reference/elementwise.ts'
import { broadcastShapes } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { broadcastView } from '../view.ts'
import { checkFloat, commonBackend, commonDType, operandsOf } from './operands.ts'

type KernelsOf<Kind> = {
  [K in KernelName]: Kernels[K] extends Kind ? (Kind extends Kernels[K] ? K : never) : never
}[KernelName]
export type UnaryName = KernelsOf<UnaryKernel>
export type BinaryName = KernelsOf<BinaryKernel>

/** The gradient of x, from `grad`, that of y = f(x). */
export type UnaryGradient = (grad: Tensor, x: Tensor, y: Tensor) => Tensor

/** Applies an elementwise function of floats that has a kernel, and records its gradient. */
export function applyUnary(name: UnaryName, x: Tensor, gradient: UnaryGradient): Tensor {
  checkFloat(name, x)
  return recordUnary(name, x, computeUnary(name, x), gradient)
}

/** The kernel alone, without history. */
export function computeUnary(name: UnaryName, x: Tensor): Tensor {
  const y = allocate(x.backend, x.dtype, x.shape)
  dispatch(x.backend, name, y.view, x.view)
  return y
}

/** An elementwise function that is composed of other operations, and its gradient in closed form. */
export interface ComposedRule {
  readonly y: (x: Tensor) => Tensor
  readonly gradient: UnaryGradient
}

/**
 * Applies an elementwise function of floats that is composed of other operations. It is one node of the graph, which holds x and y only. The
 * closed form of the gradient is right where those of the parts are not: at 0, and where a part overflows.
 */
export function applyComposed(op: string, x: Tensor, { y, gradient }: ComposedRule): Tensor {
  checkFloat(op, x)
  return recordUnary(
    op,
    x,
    scope(() => noGrad(() => y(x))),
    gradient,
  )
}

function recordUnary(op: string, x: Tensor, y: Tensor, gradient: UnaryGradient): Tensor {
  return record(y, {
    op,
    inputs: [x],
    saved: [x, y],
    backward: (grad, saved) => [gradient(grad, saved[0]!, saved[1]!)],
  })
}

/** The gradients of a and b, from `grad`, that of f(a, b), before the sums that undo broadcasting. */
export interface BinaryGradients {
  /** Whether the gradients read the operands, which the graph then holds until backward. Default true. */
  readonly readOperands?: boolean
  readonly a: (grad: Tensor, a: Tensor, b: Tensor) => Tensor
  readonly b: (grad: Tensor, a: Tensor, b: Tensor) => Tensor
}

/** Applies an elementwise function of two operands, which broadcast, and records its gradients. A number is a scalar. */
export function applyBinary(
  name: BinaryName,
  a: Tensor | number,
  b: Tensor | number,
  gradients: BinaryGradients,
): Tensor {
  const [left, right] = operandsOf(name, a, b)
  commonDType(name, [left, right])
  const out = computeBinary(name, left, right, left.dtype)
  const shapes = [left.shape, right.shape] as const
  record(out, {
    op: name,
    inputs: [left, right],
    saved: (gradients.readOperands ?? true) ? [left, right] : [],
    backward: (grad, [x, y], [needsA, needsB]) => [
      needsA ? sumTo(gradients.a(grad, x!, y!), shapes[0]) : undefined,
      needsB ? sumTo(gradients.b(grad, x!, y!), shapes[1]) : undefined,
    ],
  })
  if (typeof a === 'number') left.dispose()
  if (typeof b === 'number') right.dispose()
  return out
}

/** Compares two operands, which broadcast: uint8, 1 where the comparison holds. Carries no gradient. */
export function applyComparison(name: BinaryName, a: Tensor | number, b: Tensor | number): Tensor {
  const [left, right] = operandsOf(name, a, b)
  commonDType(name, [left, right])
  const out = computeBinary(name, left, right, 'uint8')
  if (typeof a === 'number') left.dispose()
  if (typeof b === 'number') right.dispose()
  return out
}

function computeBinary(name: BinaryName, a: Tensor, b: Tensor, dtype: DType): Tensor {
  const backend = commonBackend(name, [a, b])
  const shape = broadcastShapes(name, a.shape, b.shape)
  const out = allocate(backend, dtype, shape)
  dispatch(backend, name, out.view, broadcastView(a.view, shape), broadcastView(b.view, shape))
  return out
}

/** Applies an operation of two operands that is composed of others. Operands that do not fit are refused under its name. */
export function applyPair(
  op: string,
  a: Tensor | number,
  b: Tensor | number,
  of: (a: Tensor, b: Tensor) => Tensor,
): Tensor {
  return scope(() => {
    const [left, right] = operandsOf(op, a, b)
    commonBackend(op, [left, right])
    commonDType(op, [left, right])
    broadcastShapes(op, left.shape, right.shape)
    return of(left, right)
  })
}
