import { GraphNode } from './graph-node.ts'

/**
 * What stands behind the gradients that a backward pass gave, and behind all that is computed from them: no pass goes through it, so it holds
 * no tensor, however much is computed.
 */
export class GradientNode extends GraphNode {
  constructor() {
    super('backward', [], [], [], () => [])
  }
}

/** What to do where a gradient was meant as a constant. */
export const noSecondDerivatives: string =
  'Second derivatives are not available: a backward pass does not go back through an earlier one. Where the gradient is meant as a constant, compute what follows from it inside noGrad(() => …).'
