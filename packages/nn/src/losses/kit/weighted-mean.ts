import { div, full, greater, mean, mul, reshape, sameShape, scope, sum, type Tensor, where } from '@thinned/tensor'
import { NnError } from '../../nn-error.ts'
import { isListening, noteWeight } from './loss-weight.ts'

/**
 * The mean of the values of a loss. A weight counts for all values of its example, and the denominator is the sum of the weights over all values.
 * Call it in a scope.
 */
export function weightedMean(loss: string, values: Tensor, weights: Tensor | undefined): Tensor {
  const note = (result: Tensor, weight: () => Tensor): Tensor =>
    noteWeight(result, { name: loss, weight, weights, counts: false })
  const { size, dtype, backend } = values
  if (!weights) return note(mean(values), () => full([], size, { dtype, backend }))
  checkWeights(loss, values, weights)
  const each = size / weights.size
  const weight = (): Tensor => scope(() => mul(sum(weights), each))
  return note(div(sum(weigh(values, alignLeading(weights, values.rank))), denominator(weight())), weight)
}

/** The denominator of a mean. In an objective the mean of nothing is 0. */
export function denominator(weight: Tensor): Tensor {
  return isListening() ? where(greater(weight, 0), weight, 1) : weight
}

/** values · weights, broadcast; exactly 0 where the weight is 0, also of an infinite loss. */
export function weigh(values: Tensor, weights: Tensor): Tensor {
  return where(greater(weights, 0), mul(values, weights), 0)
}

/** Weights with trailing axes of 1, so that they broadcast over the elements of each example. */
export function alignLeading(weights: Tensor, rank: number): Tensor {
  return reshape(weights, [...weights.shape, ...new Array<number>(rank - weights.rank).fill(1)])
}

/** @throws {NnError} unless the weights have the shape of leading axes of the values and, where they can be read synchronously, are finite, from 0 and not all 0. */
export function checkWeights(loss: string, values: Pick<Tensor, 'shape' | 'dtype'>, weights: Tensor): void {
  const leading = values.shape.slice(0, weights.rank)
  if (weights.rank === 0 || !sameShape(weights.shape, leading) || weights.dtype !== values.dtype)
    throw new NnError(
      `${loss} was given the weights ${weights} for ${values.dtype} losses [${values.shape.join(', ')}]; weights are of that dtype and of the first axes, such as [${values.shape[0]}], one for each example.`,
    )
  if (!weights.backend.syncRead) return
  const numbers = weights.readSync()
  const wrong = numbers.findIndex((weight: number) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY))
  if (wrong >= 0)
    throw new NnError(`${loss} was given the weight ${numbers[wrong]} at ${wrong}; weights are finite numbers from 0.`)
  if (!isListening() && numbers.every((weight: number) => weight === 0))
    throw new NnError(`${loss} was given weights that are all 0; the mean of nothing is not defined.`)
}
