import type { Moment } from '@thinned/nn'
import { add, greater, less, mul, noGrad, scope, sub, type Tensor, where } from '@thinned/tensor'
import { momentAt } from '../run/moment.ts'
import { valuesOf } from '../run/records.ts'
import type { StepRun } from '../run/train-step.ts'
import { clipNorm } from './clip-norm.ts'
import { partsOfUpdate, type SteadyUpdate } from './steady-rule.ts'

/** The moment of the updates of a step. */
export function momentOfUpdate({ setup, progress }: Pick<StepRun, 'setup' | 'progress'>): Moment {
  const moment = momentAt(setup, progress, progress.step)
  return {
    step: moment.step,
    epoch: moment.epoch,
    get steps() {
      return moment.steps
    },
    get validations() {
      return setup.options.data?.validation && progress.validations.map(valuesOf)
    },
  }
}

/**
 * Moves the parameters that are not frozen along their gradients: clip, L2 and L1, optimizer, constraint, in this order. From the first update on the
 * run is not sound, until its step has been counted.
 *
 * @param numbersOf Gives the numbers of a steady update. Default: it computes them.
 * @param constrains Whether the constraints are applied; else `constrainParameters` follows. Default true.
 */
export function updateParameters(
  run: Pick<StepRun, 'setup' | 'progress' | 'sound'>,
  gradients: Readonly<Record<string, Tensor>>,
  numbersOf?: (path: string, update: SteadyUpdate, moment: Moment, parameter: Tensor) => readonly number[],
  constrains = true,
): void {
  const { progress } = run
  const { options, rules } = run.setup
  const moment = momentOfUpdate(run)
  scope(() =>
    noGrad(() => {
      const clipped = options.clipNorm === undefined ? gradients : clipNorm(gradients, options.clipNorm)
      for (const [path, gradient] of Object.entries(clipped)) {
        const parameter = progress.params[path]!
        const state = progress.optimizerState[path]!
        const { optimizer, l1, l2, constraint } = rules[path]!
        scope(() => {
          const penalized = penalizedGradient(parameter, gradient, l1, l2)
          const steady = numbersOf && partsOfUpdate(optimizer)
          if (steady) steady.move(parameter, penalized, state, numbersOf(path, steady, moment, parameter))
          else optimizer.update(parameter, penalized, state, moment)
          run.sound = false
          if (constrains) constraint?.apply(path, parameter)
        })
      }
    }),
  )
}

/** Applies the constraints to all parameters that are not frozen. */
export function constrainParameters({ setup, progress }: Pick<StepRun, 'setup' | 'progress'>): void {
  for (const path of Object.keys(setup.trainable)) {
    const { constraint } = setup.rules[path]!
    if (constraint) scope(() => noGrad(() => constraint.apply(path, progress.params[path]!)))
  }
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
