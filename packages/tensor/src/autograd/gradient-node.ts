import { GraphNode } from './graph-node.ts'

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
