import { assign, noGrad, relu, scope } from '@thinned/tensor'
import type { Constraint } from '../updates/rules.ts'
import { steadyConstraint } from '../updates/steady-rule.ts'

/**
 * Sets negative weights to 0: with monotone activations the outputs then never fall as an input rises. Biases (rank 1) do not change.
 * Source: Archer and Wang 1993; as projected gradient descent, Bertsekas 1976.
 *
 * @example
 * ```ts
 * import { tensor } from '@thinned/tensor'
 * import { constraints } from '@thinned/train'
 *
 * const weight = tensor([[3], [-4]])
 * constraints.nonNegative().apply('linear1/weight', weight)
 * console.log(weight.readSync()) // Float32Array(2) [ 3, 0 ]
 * ```
 */
export function nonNegative(): Constraint {
  return steadyConstraint({
    name: 'nonNegative',
    settings: {},
    apply(_path, parameter) {
      if (parameter.rank >= 2) scope(() => noGrad(() => assign(parameter, relu(parameter))))
    },
  })
}
