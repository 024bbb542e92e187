import { GradientNode } from '../autograd/graph-node.ts'
import type { Backend } from '../backend.ts'
import { dispatch } from '../dispatch.ts'
import { commonBackend, commonDType } from '../op-kit/operands.ts'
import { formatShape, sameShape } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'

/**
 * Overwrites the elements of `target` with those of `source`, of the same shape and dtype. For updates of parameters and state: a backward pass
 * that still needs the old elements is refused.
 *
 * @example
 * ```ts
 * import { assign, mul, noGrad, tensor } from '@thinned/tensor'
 *
 * const weight = tensor([1, 2], { requiresGrad: true })
 * noGrad(() => assign(weight, mul(weight, 0.5)))
 * console.log(weight.readSync()) // Float32Array(2) [ 0.5, 1 ]
 * ```
 */
export function assign(target: Tensor, source: Tensor): void {
  dispatch(checkAssignable('assign', target, [source]), 'copy', target.view, source.view)
  target.buffer.version++
}

/** @internal Checks that an elementwise function of the sources can overwrite the target. Returns their backend. */
export function checkAssignable(op: string, target: Tensor, sources: readonly Tensor[]): Backend {
  const backend = commonBackend(op, [target, ...sources])
  commonDType(op, [target, ...sources])
  for (const source of sources) {
    if (!sameShape(target.shape, source.shape))
      throw new TensorError(
        `${op} cannot write ${formatShape(source.shape)} over ${formatShape(target.shape)}; the shapes must be equal.`,
      )
  }
  if (target.node && !target.node.isLeaf && !(target.node instanceof GradientNode)) {
    throw new TensorError(
      `${op} was given ${target}, the result of ${target.node.op}, which has a history; only tensors without history are written in place.`,
    )
  }
  return backend
}
