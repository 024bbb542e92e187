import { dispatch } from './dispatch.ts'
import { commonBackend, commonDType } from './operands.ts'
import { formatShape, sameShape } from './shape.ts'
import type { Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'

/**
 * Overwrites the elements of `target` with those of `source` (same shape and dtype). For updates of parameters and
 * state: a backward pass that still needs the old elements notices and refuses.
 */
export function assign(target: Tensor, source: Tensor): void {
  const backend = commonBackend('assign', [target, source])
  commonDType('assign', [target, source])
  if (!sameShape(target.shape, source.shape)) {
    throw new TensorError(
      `assign cannot write ${formatShape(source.shape)} over ${formatShape(target.shape)}; the shapes must be equal.`,
    )
  }
  if (target.node && !target.node.isLeaf) {
    throw new TensorError(
      `assign was given ${target}, the result of ${target.node.op} with a history; only tensors without one are written in place.`,
    )
  }
  dispatch(backend, 'copy', target.view, source.view)
  target.buffer.version++
}
