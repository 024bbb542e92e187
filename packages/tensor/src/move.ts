import { GradientNode } from './autograd/graph-node.ts'
import type { Backend } from './backend.ts'
import { requireGrad, tensor } from './create.ts'
import { checkBackend } from './create-options.ts'
import { reclaim } from './memory/reclaim.ts'
import { checkTensor } from './op-kit/check-tensor.ts'
import type { Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'

/**
 * The same elements on another backend, as a new tensor: a leaf if x is one. The caller disposes of both.
 *
 * @throws {TensorError} where x has a history, which cannot move.
 *
 * @example
 * ```ts
 * import { move, referenceBackend, tensor } from '@thinned/tensor'
 *
 * const elsewhere = { ...referenceBackend(), name: 'elsewhere' }
 * const moved = await move(tensor([1, 2]), elsewhere)
 * console.log(moved.toString()) // Tensor float32 [2] on elsewhere
 * ```
 */
export async function move(x: Tensor, backend: Backend): Promise<Tensor> {
  checkTensor('move', x)
  checkBackend('move', backend)
  const { node } = x
  if (node && x.requiresGrad && !node.isLeaf) {
    throw new TensorError(
      `move was given ${x}, the result of ${node.op}; a history cannot move. Move the parameters, then compute again.`,
    )
  }
  const moved = reclaim(tensor(await x.read(), { shape: x.shape, dtype: x.dtype, backend }))
  if (!(node instanceof GradientNode)) return node ? requireGrad(moved) : moved
  node.hold()
  moved.node = node
  return moved
}
