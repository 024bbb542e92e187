import { describeFunction, type Schedule } from '@thinned/nn'
import { boolean, type Fields, withDefault } from '@thinned/schema'
import { assignMomentumStep, assignScaledSum } from '@thinned/tensor'
import { momentum, rate, trainOptions } from '../options.ts'
import { TrainError } from '../train-error.ts'
import { otherNames } from '../updates/adam-rule.ts'
import { type Optimizer, settingAt } from '../updates/rules.ts'
import { steadyUpdate } from '../updates/steady-rule.ts'

export interface SgdOptions {
  readonly learningRate: Schedule
  /** μ in [0, 1). Default 0: plain gradient descent, without state. */
  readonly momentum?: Schedule
  /** Look ahead along the velocity. Default false. */
  readonly nesterov?: boolean
}

const read = trainOptions(
  'sgd',
  {
    learningRate: rate,
    momentum: withDefault(momentum, 0),
    nesterov: withDefault(boolean, false),
  } satisfies Fields<SgdOptions>,
  otherNames,
)

/**
 * Stochastic gradient descent: v ← μ v + g, w ← w − lr · v; with Nesterov w ← w − lr · (g + μ v). Source: Sutskever et al. 2013, in the
 * form without 1 − μ.
 *
 * @throws {TrainError} on a rate below 0, a μ outside [0, 1), or nesterov without momentum.
 * @example
 * ```ts
 * import { tensor } from '@thinned/tensor'
 * import { sgd } from '@thinned/train'
 *
 * const [weight, velocity] = [tensor([1]), tensor([0.5])]
 * const optimizer = sgd({ learningRate: 0.25, momentum: 0.5 })
 * optimizer.update(weight, tensor([0.75]), { velocity }, { step: 1, steps: 2, epoch: 0 })
 * console.log(weight.readSync()) // Float32Array(1) [ 0.75 ]
 * ```
 */
export function sgd(options: SgdOptions): Optimizer {
  const { learningRate, momentum, nesterov } = read(options)
  if (nesterov && momentum === 0)
    throw new TrainError('sgd was given nesterov without momentum; give a momentum, such as 0.9.')
  return {
    name: 'sgd',
    settings: { learningRate: describeFunction(learningRate), momentum: describeFunction(momentum), nesterov },
    stateNames: momentum === 0 ? [] : ['velocity'],
    update: steadyUpdate({
      isConstant: typeof learningRate === 'number' && typeof momentum === 'number',
      numbers: (moment) => [
        settingAt('sgd', 'learningRate', learningRate, moment),
        ...(momentum === 0 ? [] : [settingAt('sgd', 'momentum', momentum, moment)]),
      ],
      move(parameter, gradient, { velocity }, [rate, mu]) {
        if (!velocity) assignScaledSum(parameter, 1, parameter, -rate!, gradient)
        else assignMomentumStep(parameter, velocity, gradient, { momentum: mu!, rate: rate!, nesterov })
      },
    }),
  }
}
