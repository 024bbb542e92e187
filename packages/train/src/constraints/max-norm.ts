import { assignMaxNorm } from '@thinned/tensor'
import { aboveZero, argument } from '../options.ts'
import type { Constraint } from '../updates/rules.ts'
import { steadyConstraint } from '../updates/steady-rule.ts'

/**
 * Limits the Euclidean norm of every unit's incoming weights to c: longer ones are scaled back onto the sphere. In a weight
 * [kernel…, in, out] these are the slices over all axes but the last; biases (rank 1) do not change. Source: Srivastava et al. 2014,
 * section 5.1. (With the division by keep in training, their c = 2 corresponds to 2 · keep.)
 *
 * @throws {TrainError} where c is not a finite number above 0.
 * @example
 * ```ts
 * import { tensor } from '@thinned/tensor'
 * import { constraints } from '@thinned/train'
 *
 * const weight = tensor([[3], [4]])
 * constraints.maxNorm(2).apply('linear1/weight', weight)
 * console.log(weight.readSync()) // Float32Array(2) [ 1.2000000476837158, 1.600000023841858 ]
 * ```
 */
export function maxNorm(c: number): Constraint {
  argument('maxNorm', 'c', aboveZero, c)
  return steadyConstraint({
    name: 'maxNorm',
    settings: { c },
    apply(_path, parameter) {
      if (parameter.rank >= 2) assignMaxNorm(parameter, c)
    },
  })
}
