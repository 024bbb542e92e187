import { key } from '@thinned/rng'
import { requireGrad, tensor } from '../create.ts'
import { scope } from '../memory/scope.ts'
import { mul } from '../ops/arithmetic.ts'
import { sum } from '../ops/sum.ts'
import { randomUniform } from '../random.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { backward } from './backward.ts'
import { noGrad } from './recording.ts'

/**
 * The largest relative difference between the gradients that a function's backward rules give and central differences of it, over all
 * elements of all inputs (float64): |exact − difference| / max(1, |exact|). The output, of any shape, is reduced by fixed random weights.
 *
 * @example
 * ```ts
 * import { checkGradient, square, tensor } from '@thinned/tensor'
 *
 * const x = tensor([0.5, -1, 2], { dtype: 'float64' })
 * console.log(checkGradient(square, [x]) < 1e-8) // true
 * ```
 */
export function checkGradient(fn: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[], step = 1e-6): number {
  const other = inputs.find(({ dtype }) => dtype !== 'float64')
  if (other)
    throw new TensorError(
      `checkGradient was given ${other}; its differences need the digits of float64. Make the inputs with { dtype: 'float64' }, and what has no gradient inside the function.`,
    )
  const values = inputs.map((input) => input.readSync() as Float64Array)
  const scalarAt = (at: readonly Float64Array[]): { loss: Tensor; leaves: Tensor[] } => {
    const leaves = at.map((data, i) =>
      requireGrad(tensor(data, { shape: inputs[i]!.shape, backend: inputs[i]!.backend })),
    )
    const output = fn(...leaves)
    const weights = randomUniform(key('weights'), output.shape, {
      low: 0.5,
      high: 1.5,
      dtype: 'float64',
      backend: output.backend,
    })
    return { loss: sum(mul(output, weights)), leaves }
  }
  const exact = scope(() => {
    const { loss, leaves } = scalarAt(values)
    return backward(loss, leaves).map((gradient) => gradient.readSync())
  })
  const lossAt = (at: readonly Float64Array[]): number => scope(() => noGrad(() => scalarAt(at).loss.readSync()[0]!))
  let worst = 0
  values.forEach((own, which) => {
    own.forEach((value, i) => {
      const moved = (to: number): Float64Array[] => values.map((data, v) => (v === which ? data.with(i, to) : data))
      const difference = (lossAt(moved(value + step)) - lossAt(moved(value - step))) / (2 * step)
      const gradient = exact[which]![i]!
      const error = Math.abs(gradient - difference) / Math.max(1, Math.abs(gradient))
      worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error)
    })
  })
  return worst
}
