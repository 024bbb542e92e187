import { add, div, full, greater, mul, sqrt, square, sum, type Tensor, where } from '@thinned/tensor'
import { TrainError } from '../train-error.ts'

/**
 * Scales all gradients by min(1, limit / norm), norm being that of all of them as one vector; returns new tensors. Source: Pascanu et
 * al. 2013, algorithm 1.
 *
 * @throws {TrainError} where the limit is no number above 0.
 * @example
 * ```ts
 * import { tensor } from '@thinned/tensor'
 * import { clipNorm } from '@thinned/train'
 *
 * const { a, b } = clipNorm({ a: tensor([6]), b: tensor([-8]) }, 5)
 * console.log(a!.readSync()[0], b!.readSync()[0]) // 3 -4
 * ```
 */
export function clipNorm(gradients: Readonly<Record<string, Tensor>>, limit: number): Record<string, Tensor> {
  if (!(limit > 0)) throw new TrainError(`The gradient's norm was limited to ${limit}; the limit is a number above 0.`)
  const list = Object.values(gradients)
  const first = list[0]
  if (!first) return {}
  const total = list.reduce(
    (squares, gradient) => add(squares, sum(square(gradient))),
    full([], 0, { dtype: first.dtype, backend: first.backend }),
  )
  const norm = sqrt(total)
  const factor = where(greater(norm, limit), div(limit, norm), 1)
  return Object.fromEntries(Object.entries(gradients).map(([path, gradient]) => [path, mul(gradient, factor)]))
}
