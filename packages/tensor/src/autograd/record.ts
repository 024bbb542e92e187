import { Tensor } from '../tensor.ts'
import { GradientNode } from './gradient-node.ts'
import { type BackwardRule, GraphNode } from './graph-node.ts'
import { isRecording } from './recording.ts'

export interface Recorded {
  readonly op: string
  readonly inputs: readonly Tensor[]
  /** What the backward rule will need; it is held until then. */
  readonly saved?: readonly Tensor[]
  readonly backward: BackwardRule
}

/** Enters an operation's output into the graph, if one of its inputs is in it. Returns the output. What follows from a gradient is marked as that,
 * and no pass goes back through it. */
export function record(output: Tensor, { op, inputs, saved = [], backward }: Recorded): Tensor {
  if (isRecording() && inputs.some((input) => input.node)) {
    const parents = inputs.map((input) => input.node)
    const gradient = parents.find((parent) => parent instanceof GradientNode)
    gradient?.hold()
    output.node = gradient ?? new GraphNode(op, output.shape, parents, saved.map(detachedHandle), backward)
  }
  return output
}

/** A handle on the same elements without history, which no scope drops. */
function detachedHandle(tensor: Tensor): Tensor {
  return new Tensor(tensor.buffer, tensor, false)
}
