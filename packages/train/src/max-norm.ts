import { assignNormLimited, type Tensor } from '@thinned/tensor'
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
      if (parameter.rank >= 2) assignNormLimited(parameter, c)
    },
  }
}
