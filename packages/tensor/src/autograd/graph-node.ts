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
      if (node.#holders === 0) pending.push(...node.#drop())
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
