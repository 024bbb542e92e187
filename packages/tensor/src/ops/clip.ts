import { applyPair } from '../operands.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { maximum } from './maximum.ts'
import { minimum } from './minimum.ts'

/**
 * x within [low, high]; NaN stays. The gradient is that of x inside, and 0 where x was moved or lies on a bound.
 *
 * @example
 * ```ts
 * import { clip, tensor } from '@thinned/tensor'
 *
 * console.log(clip(tensor([-3, 0.5, 7]), 0, 1).readSync()) // Float32Array(3) [ 0, 0.5, 1 ]
 * ```
 */
export function clip(x: Tensor, low: number, high: number): Tensor {
  if (!(low <= high)) throw new TensorError(`clip was given the bounds ${low} and ${high}; the lower comes first.`)
  return applyPair('clip', x, low, (x, low) => applyPair('clip', maximum(x, low), high, minimum))
}
