import { assign, broadcastTo, div, greater, mul, reshape, sqrt, square, sum, type Tensor, where } from '@thinned/tensor'
import { TrainError } from './train-error.ts'

/** Pulls a parameter back into its bounds after each update, in place. */
export interface Constraint {
  readonly name: string
  readonly settings: { readonly [name: string]: number }
  apply(path: string, parameter: Tensor): void
}

/**
 * Limits the Euclidean norm of every unit's incoming weights to c: longer ones are scaled back onto the sphere. Of a weight
 * [kernel…, in, out] those are the slices over all axes but the last; biases (rank 1) are left alone. Source: Srivastava et al. 2014,
 * section 5.1. (With the division by keep in training, their c = 2 corresponds to 2 · keep.)
 */
export function maxNorm(c: number): Constraint {
  if (!(c > 0 && c < Infinity)) throw new TrainError(`maxNorm was given ${c}; it takes a number above 0.`)
  return {
    name: 'maxNorm',
    settings: { c },
    apply(_path, parameter) {
      if (parameter.rank < 2) return
      const axes = parameter.shape.map((_, axis) => axis).slice(0, -1)
      const norm = sqrt(sum(square(parameter), axes))
      const factor = where(greater(norm, c), div(c, norm), 1)
      const shape = parameter.shape.map((extent, axis) => (axis === parameter.rank - 1 ? extent : 1))
      assign(parameter, mul(parameter, broadcastTo(reshape(factor, shape), parameter.shape)))
    },
  }
}
