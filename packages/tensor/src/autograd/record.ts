import { Tensor } from '../tensor.ts'
import { type BackwardRule, GradientNode, GraphNode } from './graph-node.ts'
import { isRecording } from './recording.ts'

/** An operation as the graph records it. */
export interface Recorded {
  readonly op: string
  readonly inputs: readonly Tensor[]
  /** The tensors that the backward rule needs; the graph holds them until then. */
  readonly saved?: readonly Tensor[]
  readonly backward: BackwardRule
}

/**
 * Enters the output of an operation into the graph, if one of its inputs is in the graph. Returns the output. An output that was computed from a
 * gradient is marked as such, and backward refuses to pass through it.
 *
 * @example
 * ```ts
 * import { abs, backward, mul, noGrad, record, scope, sum, tensor, type Tensor } from '@thinned/tensor'
 *
 * // x · |x|, whose derivative is 2|x|
 * function signedSquare(x: Tensor): Tensor {
 *   const y = noGrad(() => scope(() => mul(x, abs(x))))
 *   return record(y, {
 *     op: 'signedSquare',
 *     inputs: [x],
 *     saved: [x],
 *     backward: (grad, [input]) => [mul(grad, mul(abs(input!), 2))],
 *   })
 * }
 * const x = tensor([-3, 2], { requiresGrad: true })
 * console.log(backward(sum(signedSquare(x)), x).readSync()) // Float32Array(2) [ 6, 4 ]
 * ```
 */
export function record(output: Tensor, { op, inputs, saved = [], backward }: Recorded): Tensor {
  if (isRecording() && inputs.some((input) => input.node)) {
    const parents = inputs.map((input) => input.node)
    const gradient = parents.find((parent) => parent instanceof GradientNode)
    gradient?.hold()
    output.node = gradient ?? new GraphNode(op, output.shape, parents, saved.map(detachedHandle), backward)
  }
  return output
}

/** A handle on the same elements, without history and in no scope. */
function detachedHandle(tensor: Tensor): Tensor {
  return new Tensor(tensor.buffer, tensor, false)
}
