import type { Shape } from '../shape.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The gradients of the inputs, given the gradient of the output and the saved tensors; undefined where `needs` says
 * that nobody asks. Runs without recording, in a scope of its own.
 */
export type BackwardRule = (grad: Tensor, saved: readonly Tensor[], needs: readonly boolean[]) => (Tensor | undefined)[]

let created = 0

/**
 * A value in the graph of a computation, counted by the handles on it and the nodes computed from it. When the last lets
 * go, or once a backward pass went through it, it drops the tensors that it saved.
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
      if (node.#holders === 0) pending.push(...node.#drop())
    }
  }

  /** Lets go of everything behind this node; a second backward pass through it is refused. */
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
