import { record } from './autograd/record.ts'
import type { Backend, KernelName, Kernels } from './backend.ts'
import { dispatch } from './dispatch.ts'
import type { DType } from './dtype.ts'
import { checkFloat, commonBackend, commonDType, operandsOf } from './operands.ts'
import { sumTo } from './ops/sum.ts'
import type { BinaryKernel, UnaryKernel } from './reference/elementwise.ts'
import { broadcastShapes } from './shape.ts'
import { allocate, type Tensor } from './tensor.ts'
import { broadcastView } from './view.ts'

type KernelsOf<Kind> = {
  [K in KernelName]: Kernels[K] extends Kind ? (Kind extends Kernels[K] ? K : never) : never
}[KernelName]
export type UnaryName = KernelsOf<UnaryKernel>
export type BinaryName = KernelsOf<BinaryKernel>

/** The derivative of an elementwise function: the input's gradient from the output's, with x and y = f(x) at hand. */
export type UnaryGradient = (grad: Tensor, x: Tensor, y: Tensor) => Tensor

/** Applies an elementwise function of floats and records its derivative. */
export function applyUnary(name: UnaryName, x: Tensor, gradient: UnaryGradient): Tensor {
  checkFloat(name, x)
  const y = allocate(x.backend, x.dtype, x.shape)
  dispatch(x.backend, name, y.view, x.view)
  return record(y, {
    op: name,
    inputs: [x],
    saved: [x, y],
    backward: (grad, saved) => [gradient(grad, saved[0]!, saved[1]!)],
  })
}

/** The derivatives of an elementwise function of two operands; broadcasting is undone by the caller. */
export interface BinaryGradients {
  /** Whether they look at the operands, which are then held until backward. Default true. */
  readonly lookAtOperands?: boolean
  readonly a: (grad: Tensor, a: Tensor, b: Tensor) => Tensor
  readonly b: (grad: Tensor, a: Tensor, b: Tensor) => Tensor
}

/** Applies an elementwise function of two operands that broadcast, and records its derivatives. A number is a scalar. */
export function applyBinary(
  name: BinaryName,
  a: Tensor | number,
  b: Tensor | number,
  gradients: BinaryGradients,
): Tensor {
  const [left, right] = operandsOf(name, a, b)
  commonDType(name, [left, right])
  const out = compute(name, left, right, left.dtype)
  const shapes = [left.shape, right.shape] as const
  record(out, {
    op: name,
    inputs: [left, right],
    saved: (gradients.lookAtOperands ?? true) ? [left, right] : [],
    backward: (grad, [x, y], [needsA, needsB]) => [
      needsA ? sumTo(gradients.a(grad, x!, y!), shapes[0]) : undefined,
      needsB ? sumTo(gradients.b(grad, x!, y!), shapes[1]) : undefined,
    ],
  })
  if (typeof a === 'number') left.dispose()
  if (typeof b === 'number') right.dispose()
  return out
}

/** Compares two operands that broadcast: uint8, 1 where it holds. Carries no gradient. */
export function applyComparison(name: BinaryName, a: Tensor | number, b: Tensor | number): Tensor {
  const [left, right] = operandsOf(name, a, b)
  commonDType(name, [left, right])
  const out = compute(name, left, right, 'uint8')
  if (typeof a === 'number') left.dispose()
  if (typeof b === 'number') right.dispose()
  return out
}

function compute(name: BinaryName, a: Tensor, b: Tensor, dtype: DType): Tensor {
  const backend: Backend = commonBackend(name, [a, b])
  const shape = broadcastShapes(name, a.shape, b.shape)
  const out = allocate(backend, dtype, shape)
  dispatch(backend, name, out.view, broadcastView(a.view, shape), broadcastView(b.view, shape))
  return out
}
