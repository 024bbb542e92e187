import { formatValue } from '@thinned/schema'
import { scope } from '../memory/scope.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { add } from '../ops/arithmetic.ts'
import { alias } from '../ops/copy.ts'
import { formatShape } from '../shape.ts'
import { filled, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import type { GraphNode } from './graph-node.ts'
import { GradientNode, noSecondDerivatives } from './graph-node.ts'
import { isRecording, noGrad } from './recording.ts'

/**
 * The gradients of a scalar with respect to `wrt`, in the same arrangement: one tensor, a list, or a record of tensors. A tensor without
 * influence on the scalar has a gradient of zeros. The call consumes the graph: it drops the records, and a second pass through them is an
 * error. Contributions are added in the reverse order of the forward pass.
 *
 * There are no second derivatives: backward refuses a loss that was computed from a gradient, unless inside `noGrad`, where the gradient counts
 * as a constant.
 *
 * @throws {TensorError} where loss is no scalar, has no history, is computed from a gradient, or its history was consumed or changed in place.
 *
 * @example
 * ```ts
 * import { add, backward, square, sum, tensor } from '@thinned/tensor'
 *
 * const [w, b] = [tensor([2, 3], { requiresGrad: true }), tensor(1, { requiresGrad: true })]
 * const loss = sum(add(square(w), b))
 * const gradients = backward(loss, { w, b })
 * console.log(gradients.w.readSync(), gradients.b.readSync()) // Float32Array(2) [ 4, 6 ] Float32Array(1) [ 2 ]
 * ```
 */
export function backward(loss: Tensor, wrt: Tensor): Tensor
export function backward<const T extends readonly Tensor[]>(loss: Tensor, wrt: T): { -readonly [K in keyof T]: Tensor }
export function backward<K extends string>(loss: Tensor, wrt: Readonly<Record<K, Tensor>>): Record<K, Tensor>
export function backward(
  loss: Tensor,
  wrt: Tensor | readonly Tensor[] | Readonly<Record<string, Tensor>>,
): Tensor | Tensor[] | Record<string, Tensor> {
  if (typeof wrt !== 'object' || wrt === null)
    throw new TensorError(
      `backward was given ${formatValue(wrt)} after the loss; it takes a tensor, or a list or record of tensors.`,
    )
  const leaves: Record<string, Tensor> = isTensor(wrt) ? { tensor: wrt } : { ...(wrt as Record<string, Tensor>) }
  checkLoss(loss)
  for (const [name, leaf] of Object.entries(leaves)) checkLeaf(name, leaf)
  const gradients = scope(() => noGrad(() => propagate(loss, leaves)))
  if (isRecording()) markAsGradients(Object.values(gradients))
  if (isTensor(wrt)) return gradients['tensor']!
  return Array.isArray(wrt) ? Object.values(gradients) : gradients
}

function propagate(loss: Tensor, leaves: Record<string, Tensor>): Record<string, Tensor> {
  const wanted = new Set(Object.values(leaves).map((leaf) => leaf.node))
  const gradients = new Map<GraphNode, Tensor>([[loss.node!, filled(loss.shape, 1, loss.dtype, loss.backend)]])
  const order = reachable(loss.node!)
  for (const node of order) node.hold()
  try {
    for (const node of order) {
      const grad = gradients.get(node)
      if (!grad || !node.backward) continue
      propagateThrough(node, grad, gradients)
      if (!wanted.has(node)) {
        grad.dispose()
        gradients.delete(node)
      }
    }
  } finally {
    for (const node of order) node.release()
  }
  return Object.fromEntries(
    Object.entries(leaves).map(([name, leaf]) => [
      name,
      gradients.get(leaf.node!) ?? filled(leaf.shape, 0, leaf.dtype, leaf.backend),
    ]),
  )
}

/** Marks the gradients, so that `record` sees what is computed from them. */
function markAsGradients(gradients: readonly Tensor[]): void {
  const node = new GradientNode()
  for (const gradient of new Set(gradients)) {
    node.hold()
    gradient.node = node
  }
  node.release()
}

/** Turns a node's gradient into contributions to those of its parents, and consumes the node. */
function propagateThrough(node: GraphNode, grad: Tensor, gradients: Map<GraphNode, Tensor>): void {
  checkUnchanged(node)
  const { parents, saved } = node
  scope(() => {
    const contributions = node.backward!(grad, saved, parents.map(isWanted))
    const totals: Tensor[] = []
    for (const [i, contribution] of contributions.entries()) {
      const parent = parents[i]
      if (!parent || !contribution) continue
      const earlier = gradients.get(parent)
      const total = earlier ? add(earlier, contribution) : alias(contribution)
      gradients.set(parent, total)
      earlier?.dispose()
      totals.push(total)
    }
    return totals
  })
  node.consume()
}

const isWanted = (parent: GraphNode | undefined): boolean => parent !== undefined

/** The nodes behind `root`, latest first. */
function reachable(root: GraphNode): GraphNode[] {
  const nodes = new Set<GraphNode>([root])
  for (const node of nodes) {
    if (node.consumed) {
      throw new TensorError(
        `The graph behind ${node.op} ${formatShape(node.shape)} was consumed by an earlier backward pass. Compute the forward pass again, or ask for all gradients in one call.`,
      )
    }
    for (const parent of node.parents) if (parent) nodes.add(parent)
  }
  return [...nodes].sort((a, b) => b.id - a.id)
}

function checkLoss(loss: Tensor): void {
  checkTensor('backward', loss)
  if (loss.size !== 1) {
    throw new TensorError(`backward starts from a scalar, but was given ${loss}. Reduce it first, with sum or mean.`)
  }
  if (loss.node instanceof GradientNode)
    throw new TensorError(`backward was given ${loss}, which was computed from a gradient. ${noSecondDerivatives}`)
  if (!loss.node) {
    throw new TensorError(
      `${loss} depends on no tensor that requires a gradient. Make the parameters with { requiresGrad: true }, and compute the loss outside noGrad.`,
    )
  }
}

function checkLeaf(name: string, leaf: Tensor): void {
  checkTensor('backward', leaf)
  if (leaf.node instanceof GradientNode)
    throw new TensorError(`${leaf} (${name}) is a gradient, or was computed from one. ${noSecondDerivatives}`)
  if (!leaf.node) {
    throw new TensorError(`${leaf} (${name}) requires no gradient; make it with { requiresGrad: true }.`)
  }
}

function checkUnchanged(node: GraphNode): void {
  node.saved.forEach((tensor, i) => {
    if (tensor.buffer.version !== node.versions[i]) {
      throw new TensorError(
        `${tensor}, which the backward pass of ${node.op} needs, was written in place after the forward pass. Call backward before assign.`,
      )
    }
  })
}

function isTensor(value: object): value is Tensor {
  return 'buffer' in value && 'view' in value
}
