import { assign, div, greater, mul, noGrad, scope, sqrt, square, sum, type Tensor, where } from '@thinned/tensor'
import type { Constraint } from '../updates/rules.ts'
import { largestMagnitude, scaleForSquares, squaresRange } from '../updates/squares-range.ts'
import { steadyConstraint } from '../updates/steady-rule.ts'

/**
 * Gives every unit's incoming weights the Euclidean norm 1, and leaves their direction. In a weight [kernel…, in, out] these are the
 * slices over all axes but the last; biases (rank 1) do not change. Weights that are all 0 have no direction, and do not change. Source: Salimans
 * and Kingma 2016, section 2, with g fixed at 1.
 *
 * @example
 * ```ts
 * import { tensor } from '@thinned/tensor'
 * import { constraints } from '@thinned/train'
 *
 * const weight = tensor([[3], [4]])
 * constraints.unitNorm().apply('linear1/weight', weight)
 * console.log(weight.readSync()) // Float32Array(2) [ 0.6000000238418579, 0.800000011920929 ]
 * ```
 */
export function unitNorm(): Constraint {
  return steadyConstraint({
    name: 'unitNorm',
    settings: {},
    apply(_path, parameter) {
      const { rank, size } = parameter
      if (rank < 2 || size === 0) return
      const axes = Array.from({ length: rank - 1 }, (_, axis) => axis)
      scope(() =>
        noGrad(() => {
          const squares = sum(square(parameter), axes)
          const weight = isOrdinary(squares)
            ? parameter
            : mul(parameter, scaleForSquares(largestMagnitude(parameter, axes)))
          const norm = sqrt(weight === parameter ? squares : sum(square(weight), axes))
          assign(parameter, div(weight, where(greater(norm, 0), norm, 1)))
        }),
      )
    },
  })
}

/** Whether all sums of squares have their digits. Without a synchronous read it is not known. */
function isOrdinary(squares: Tensor): boolean {
  const { least } = squaresRange(squares)
  return squares.backend.syncRead && squares.readSync().every((value) => value >= least && value < Infinity)
}
