import { key } from '@thinned/rng'
import { formatValue } from '@thinned/schema'
import { requireGrad, tensor } from '../create.ts'
import { scope } from '../memory/scope.ts'
import { checkTensor, checkTensors } from '../op-kit/check-tensor.ts'
import { mul } from '../ops/arithmetic.ts'
import { sum } from '../ops/sum.ts'
import { randomUniform } from '../random.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { backward } from './backward.ts'
import { noGrad } from './recording.ts'

/**
 * Compares the gradients of a function with central differences: the largest |gradient − difference| / max(1, |gradient|) over all elements of
 * all inputs (float64). Fixed random weights reduce the output, of any shape, to a scalar.
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
  if (typeof fn !== 'function')
    throw new TensorError(`checkGradient was given ${formatValue(fn)}; it takes a function of tensors, and their list.`)
  checkTensors('checkGradient', inputs)
  if (!(Number.isFinite(step) && step > 0))
    throw new TensorError(`checkGradient was given the step ${formatValue(step)}; it takes a number above 0.`)
  const other = inputs.find(({ dtype }) => dtype !== 'float64')
  if (other)
    throw new TensorError(
      `checkGradient was given ${other}; differences need the digits of float64. Make the inputs with { dtype: 'float64' }, and make labels, indices and masks inside the function.`,
    )
  const values = inputs.map((input) => input.readSync() as Float64Array)
  const evaluate = (values: readonly Float64Array[]): { loss: Tensor; leaves: Tensor[] } => {
    const leaves = values.map((data, i) =>
      requireGrad(tensor(data, { shape: inputs[i]!.shape, backend: inputs[i]!.backend })),
    )
    const output = fn(...leaves)
    checkTensor('checkGradient', output, 'a function that returns a tensor')
    const weights = randomUniform(key('weights'), output.shape, {
      low: 0.5,
      high: 1.5,
      dtype: 'float64',
      backend: output.backend,
    })
    return { loss: sum(mul(output, weights)), leaves }
  }
  const exact = scope(() => {
    const { loss, leaves } = evaluate(values)
    return backward(loss, leaves).map((gradient) => gradient.readSync())
  })
  const lossOf = (values: readonly Float64Array[]): number =>
    scope(() => noGrad(() => evaluate(values).loss.readSync()[0]!))
  let worst = 0
  values.forEach((elements, input) => {
    elements.forEach((value, i) => {
      const moved = (to: number): Float64Array[] => values.with(input, elements.with(i, to))
      const difference = (lossOf(moved(value + step)) - lossOf(moved(value - step))) / (2 * step)
      const gradient = exact[input]![i]!
      const error = Math.abs(gradient - difference) / Math.max(1, Math.abs(gradient))
      worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error)
    })
  })
  return worst
}
