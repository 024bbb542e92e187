import type { Moment } from '@thinned/nn'
import { add, greater, less, mul, noGrad, scope, sub, type Tensor, where } from '@thinned/tensor'
import { clipNorm } from './clip-norm.ts'
import type { Training } from './training.ts'
import { valuesOf } from './validation-record.ts'

/** Moves the parameters that are not frozen along their gradients: clip, L2 and L1, optimizer, constraint, in this order. */
export function updateParameters(training: Training, gradients: Readonly<Record<string, Tensor>>): void {
  const { options, progress, steps, rules } = training
  const { clipNorm: largest } = options
  const moment: Moment = {
    step: progress.step,
    steps,
    epoch: progress.epoch,
    get validations() {
      return options.data.validation && progress.validations.map(valuesOf)
    },
  }
  scope(() =>
    noGrad(() => {
      const clipped = largest === undefined ? gradients : clipNorm(gradients, largest)
      for (const [path, gradient] of Object.entries(clipped)) {
        const parameter = progress.params[path]!
        const { optimizer, l1, l2, constraint } = rules[path]!
        scope(() => {
          optimizer.update(parameter, decayed(parameter, gradient, l1, l2), progress.optimizerState[path]!, moment)
          constraint?.apply(path, parameter)
        })
      }
    }),
  )
}

/** g + λ₂·w + λ₁·sign(w) of weights (rank 2 and above), with sign(0) = 0; of others g. */
function decayed(parameter: Tensor, gradient: Tensor, l1: number, l2: number): Tensor {
  if (parameter.rank < 2) return gradient
  let sum = gradient
  if (l2 > 0) sum = add(sum, mul(parameter, l2))
  if (l1 > 0) {
    const none = mul(parameter, 0)
    const up = where(greater(parameter, 0), add(none, l1), none)
    sum = add(sum, sub(up, where(less(parameter, 0), add(none, l1), none)))
  }
  return sum
}
