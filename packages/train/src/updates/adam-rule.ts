import { pow } from '@thinned/math/float64'
import { describeFunction, type Schedule } from '@thinned/nn'
import { type Fields, type OtherNames, type Read, withDefault } from '@thinned/schema'
import { assignAdamStep, assignScaledSum } from '@thinned/tensor'
import { aboveZero, decay, rate } from '../options.ts'
import { checkEpsilon, type Optimizer, settingAt } from './rules.ts'
import { steadyUpdate } from './steady-rule.ts'

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

type AdamFields = Fields<AdamOptions, keyof AdamOptions>

export const adamFields: AdamFields = {
  learningRate: /* @__PURE__ */ withDefault(rate, 0.001),
  beta1: /* @__PURE__ */ withDefault(decay, 0.9),
  beta2: /* @__PURE__ */ withDefault(decay, 0.999),
  epsilon: /* @__PURE__ */ withDefault(aboveZero, 1e-8),
}

/** What other libraries call the options of optimizers, and where those are that other optimizers have. */
export const otherNames: OtherNames = {
  betas: 'beta1 and beta2',
  eps: 'epsilon',
  decay: 'a schedule as learningRate',
  weightDecay: 'adamW({ weightDecay }), or l2 of fit',
}

/** The rule of Adam, for the optimizer of this name: with weight decay, which comes before the step, for weights (rank 2 and above). */
export function adamRule(
  name: string,
  { learningRate, beta1, beta2, epsilon }: Read<AdamFields>,
  weightDecay = 0,
): Optimizer {
  return {
    name,
    settings: { learningRate: describeFunction(learningRate), beta1, beta2, epsilon },
    stateNames: ['mean', 'variance'],
    update: steadyUpdate({
      isConstant: false,
      numbers(moment, parameter) {
        checkEpsilon(name, epsilon, parameter)
        const t = moment.step + 1
        const rate = settingAt(name, 'learningRate', learningRate, moment)
        const left = [1 - pow(beta1, t), 1 - pow(beta2, t)]
        return weightDecay > 0 && parameter.rank > 1 ? [rate, ...left, 1 - rate * weightDecay] : [rate, ...left]
      },
      move(parameter, gradient, { mean, variance }, [rate, meanLeft, varianceLeft, decay]) {
        if (decay !== undefined) assignScaledSum(parameter, decay, parameter, 0, parameter)
        assignAdamStep(parameter, mean!, variance!, gradient, {
          beta1,
          beta2,
          epsilon,
          rate: rate!,
          meanLeft: meanLeft!,
          varianceLeft: varianceLeft!,
        })
      },
    }),
  }
}
