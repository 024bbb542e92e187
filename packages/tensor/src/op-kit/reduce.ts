import type { KernelName, Kernels } from '../backend.ts'
import { dispatch } from '../dispatch.ts'
import type { DType } from '../dtype.ts'
import type { ReduceKernel } from '../reference/reduction.ts'
import { resolveAxes, type Shape } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { checkTensor } from './check-tensor.ts'

export type ReduceName = {
  [K in KernelName]: Kernels[K] extends ReduceKernel ? (ReduceKernel extends Kernels[K] ? K : never) : never
}[KernelName]

/** Reduces `axes` (default: all). `keptShape` is x's shape with 1 at each of them. */
export function reduceAxes(
  name: ReduceName,
  x: Tensor,
  axes: number | readonly number[] | undefined,
  dtype: DType,
): { out: Tensor; keptShape: Shape; axes: readonly number[] } {
  checkReducible(name, x)
  const reduced = resolveAxes(name, axes, x.rank)
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !reduced.includes(axis))
  const order = [...kept, ...reduced]
  const view = x.view
  const permuted = {
    ...view,
    shape: order.map((axis) => view.shape[axis]!),
    strides: order.map((axis) => view.strides[axis]!),
  }
  const out = allocate(
    x.backend,
    dtype,
    kept.map((axis) => x.shape[axis]!),
  )
  dispatch(x.backend, name, out.view, permuted, reduced.length)
  return { out, keptShape: x.shape.map((extent, axis) => (reduced.includes(axis) ? 1 : extent)), axes: reduced }
}

/** Refuses uint8, where sums would overflow. */
export function checkReducible(op: string, x: Tensor): void {
  checkTensor(op, x)
  if (x.dtype === 'uint8') {
    throw new TensorError(
      `${op} does not take uint8, where it would overflow, but was given ${x}. Convert it first: \`cast(tensor, 'int32')\`.`,
    )
  }
}
