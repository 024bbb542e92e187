import { formatValue } from '@thinned/schema'
import { add, div, full, greater, maximum, mul, sqrt, square, sum, Tensor, where } from '@thinned/tensor'
import { TrainError } from '../train-error.ts'
import { largestMagnitude, scaleForSquares, squaresRange } from './squares-range.ts'

type Gradients = Readonly<Record<string, Tensor>>

/**
 * Scales all gradients by min(1, limit / norm), norm being that of all of them as one vector; returns new tensors. The squares of finite gradients
 * may overflow or vanish. Source: Pascanu et al. 2013, algorithm 1.
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
  if (!(typeof limit === 'number' && limit > 0))
    throw new TrainError(`The gradient's norm was limited to ${formatValue(limit)}; the limit is a number above 0.`)
  const list = Object.values(Object(gradients) as Gradients)
  if (Object(gradients) !== gradients || !list.every((gradient) => gradient instanceof Tensor))
    throw new TrainError(`clipNorm was given ${formatValue(gradients)}; it takes gradients by name, which are tensors.`)
  if (list.every(({ size }) => size === 0)) return mapGradients(gradients, (gradient) => mul(gradient, 1))
  const total = sumOfSquares(list)
  if (!isOrdinary(total, limit)) return clipExtreme(gradients, limit)
  const norm = sqrt(total)
  const factor = where(greater(norm, limit), div(limit, norm), 1)
  return mapGradients(gradients, (gradient) => mul(gradient, factor))
}

/** Whether the limit over the norm has all digits. Without a synchronous read it is not known. */
function isOrdinary(total: Tensor, limit: number): boolean {
  const { least, normal } = squaresRange(total)
  if (!total.backend.syncRead) return false
  const squares = total.readSync()[0]!
  if (Number.isNaN(squares)) return true
  return (squares >= least || limit >= 2 * Math.sqrt(least)) && !(limit / Math.sqrt(squares) < normal)
}

/** Brings the gradients near 1 by a power of 2 before they are squared, and their vector to length 1 before it gets the limit's. */
function clipExtreme(gradients: Gradients, limit: number): Record<string, Tensor> {
  const filled = Object.values(gradients).filter(({ size }) => size > 0)
  const scale = scaleForSquares(filled.map((gradient) => largestMagnitude(gradient)).reduce(maximum))
  const scaled = mapGradients(gradients, (gradient) => mul(gradient, scale))
  const norm = sqrt(sumOfSquares(Object.values(scaled)))
  const isAbove = greater(div(norm, scale), limit)
  return mapGradients(gradients, (gradient, path) => where(isAbove, mul(div(scaled[path]!, norm), limit), gradient))
}

function sumOfSquares(list: readonly Tensor[]): Tensor {
  const { dtype, backend } = list[0]!
  return list.reduce(
    (squares, gradient) => add(squares, sum(square(gradient))),
    full([], 0, { dtype: dtype as 'float32' | 'float64', backend }),
  )
}

function mapGradients(gradients: Gradients, fn: (gradient: Tensor, path: string) => Tensor): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(gradients).map(([path, gradient]) => [path, fn(gradient, path)]))
}
