import { pow } from '@thinned/math/float64'
import { describeFunction, type Schedule } from '@thinned/nn'
import { assignAdamStep } from '@thinned/tensor'
import { checkAboveZero, checkDecay, checkEpsilon, checkRate, type Optimizer, settingAt } from './rules.ts'

export interface AdamOptions {
  /** Default 0.001. */
  readonly learningRate?: Schedule
  /** Default 0.9. */
  readonly beta1?: number
  /** Default 0.999. */
  readonly beta2?: number
  /** Above 0, in float32 from 1e-16. Default 1e-8. */
  readonly epsilon?: number
}

/** The rule of Adam, for the optimizer of this name. */
export function adamRule(
  name: string,
  { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions,
): Optimizer {
  checkRate(name, learningRate)
  checkDecay(name, 'beta1', beta1)
  checkDecay(name, 'beta2', beta2)
  checkAboveZero(name, 'epsilon', epsilon)
  return {
    name,
    settings: { learningRate: describeFunction(learningRate), beta1, beta2, epsilon },
    stateNames: ['mean', 'variance'],
    update(parameter, gradient, state, moment) {
      const { mean, variance } = state as { mean: typeof parameter; variance: typeof parameter }
      checkEpsilon(name, epsilon, parameter)
      const t = moment.step + 1
      assignAdamStep(parameter, mean, variance, gradient, {
        beta1,
        beta2,
        epsilon,
        rate: settingAt(name, 'learningRate', learningRate, moment),
        meanLeft: 1 - pow(beta1, t),
        varianceLeft: 1 - pow(beta2, t),
      })
    },
  }
}
