import type { Moment } from '@thinned/nn'
import { add, greater, less, mul, noGrad, scope, sub, type Tensor, where } from '@thinned/tensor'
import { momentAt } from '../run/moment.ts'
import { valuesOf } from '../run/records.ts'
import type { Run } from '../run/run.ts'
import { clipNorm } from './clip-norm.ts'

/**
 * Moves the parameters that are not frozen along their gradients: clip, L2 and L1, optimizer, constraint, in this order. From the first update on the
 * run is not sound, until its step has been counted.
 */
export function updateParameters(
  run: Pick<Run, 'setup' | 'progress' | 'sound'>,
  gradients: Readonly<Record<string, Tensor>>,
): void {
  const { progress } = run
  const { options, rules } = run.setup
  const moment: Moment = Object.defineProperty(momentAt(run.setup, progress, progress.step), 'validations', {
    get: () => options.data.validation && progress.validations.map(valuesOf),
  })
  scope(() =>
    noGrad(() => {
      const clipped = options.clipNorm === undefined ? gradients : clipNorm(gradients, options.clipNorm)
      for (const [path, gradient] of Object.entries(clipped)) {
        const parameter = progress.params[path]!
        const { optimizer, l1, l2, constraint } = rules[path]!
        scope(() => {
          const penalized = penalizedGradient(parameter, gradient, l1, l2)
          optimizer.update(parameter, penalized, progress.optimizerState[path]!, moment)
          run.sound = false
          constraint?.apply(path, parameter)
        })
      }
    }),
  )
}

/** g + λ₂·w + λ₁·sign(w) for weights (rank 2 and above), with sign(0) = 0; other parameters have g. */
function penalizedGradient(parameter: Tensor, gradient: Tensor, l1: number, l2: number): Tensor {
  if (parameter.rank < 2) return gradient
  let sum = gradient
  if (l2 > 0) sum = add(sum, mul(parameter, l2))
  if (l1 > 0) {
    const zeros = mul(parameter, 0)
    const positive = where(greater(parameter, 0), add(zeros, l1), zeros)
    const negative = where(less(parameter, 0), add(zeros, l1), zeros)
    sum = add(sum, sub(positive, negative))
  }
  return sum
}
