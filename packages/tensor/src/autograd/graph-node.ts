import type { Shape } from '../shape.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The gradients of the inputs, from the gradient of the output and the saved tensors; undefined where `needs` is false. Runs in a separate
 * scope, without recording.
 */
export type BackwardRule = (grad: Tensor, saved: readonly Tensor[], needs: readonly boolean[]) => (Tensor | undefined)[]

let created = 0

/**
 * A value in the graph of a computation. The handles on it and the nodes computed from it count as holders. When the last one releases it, or
 * a backward pass has gone through it, it drops the saved tensors.
 */
export class GraphNode {
  /** Rises with time, so falling ids are a topological order. */
  readonly id: number = created++
  readonly op: string
  readonly shape: Shape
  /** The nodes of the inputs; undefined where no gradient is needed. */
  parents: readonly (GraphNode | undefined)[]
  readonly backward: BackwardRule | undefined
  consumed = false
  saved: readonly Tensor[]
  readonly versions: readonly number[]
  #holders = 1

  constructor(
    op: string,
    shape: Shape,
    parents: readonly (GraphNode | undefined)[],
    saved: readonly Tensor[],
    backward?: BackwardRule,
  ) {
    this.op = op
    this.shape = shape
    this.parents = parents
    this.saved = saved
    this.versions = saved.map((tensor) => tensor.buffer.version)
    this.backward = backward
    for (const parent of parents) parent?.hold()
  }

  /** A leaf is where gradients end: a parameter or an input that asked for one. */
  get isLeaf(): boolean {
    return this.backward === undefined
  }

  hold(): void {
    this.#holders++
  }

  release(): void {
    const pending: GraphNode[] = [this]
    for (let node = pending.pop(); node; node = pending.pop()) {
      node.#holders--
      if (node.#holders === 0) for (const parent of node.#drop()) pending.push(parent)
    }
  }

  /** Releases everything behind this node; backward refuses a second pass through it. */
  consume(): void {
    this.consumed = true
    for (const parent of this.#drop()) parent.release()
  }

  #drop(): GraphNode[] {
    const parents = this.parents.filter((parent) => parent !== undefined)
    for (const tensor of this.saved) tensor.dispose()
    this.parents = []
    this.saved = []
    return parents
  }
}

/**
 * The node of the gradients that a backward pass returned, and of everything computed from them. No pass goes through it, so it holds no
 * tensor, however long the computation.
 */
export class GradientNode extends GraphNode {
  constructor() {
    super('backward', [], [], [], () => [])
  }
}

/** The end of a refusal: how to treat a gradient as a constant. */
export const noSecondDerivatives: string =
  'Second derivatives are not available: a backward pass does not go back through an earlier one. Where the gradient is meant as a constant, compute what follows from it inside noGrad(() => …).'
