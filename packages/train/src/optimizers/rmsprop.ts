import { describeFunction, type Schedule } from '@thinned/nn'
import { add, assignMomentumStep, assignScaledSum, div, relu, sqrt, square, sub } from '@thinned/tensor'
import { checkAboveZero, checkDecay, checkRate, type Optimizer, settingAt } from '../updates/rules.ts'

export interface RmspropOptions {
  /** Default 0.01. */
  readonly learningRate?: Schedule
  /** α, in [0, 1): the share of the mean square that a step keeps. Default 0.99. */
  readonly decay?: number
  /** Added to the root, not under it. Default 1e-8. */
  readonly epsilon?: number
  /** μ in [0, 1). Default 0: without, and without its state. */
  readonly momentum?: Schedule
  /** Divide by the standard deviation of the gradient instead of the root of its mean square. Default false. */
  readonly centered?: boolean
}

/**
 * RMSprop: s ← α s + (1 − α) g², d = g / (√s + ε), w ← w − lr · d; centered, with m ← α m + (1 − α) g and √(s − m²) for √s; with momentum,
 * v ← μ v + d, w ← w − lr · v. Source: Tieleman and Hinton 2012, lecture 6.5; Graves 2013, equations 38 to 45, for the other two. ε stands
 * where PyTorch has it. A variance that rounding takes below 0 counts as 0; centered, a gradient that hardly changes is divided by little
 * more than ε, so give one such as 1e-4.
 *
 * @throws {TrainError} on a rate below 0, an α or μ outside [0, 1) or an ε that is not above 0.
 * @example
 * ```ts
 * import { tensor, zeros } from '@thinned/tensor'
 * import { rmsprop } from '@thinned/train'
 *
 * const [weight, state] = [tensor([1]), { squares: zeros([1]) }]
 * rmsprop({ learningRate: 0.25, decay: 0 }).update(weight, tensor([300]), state, { step: 0, steps: 1, epoch: 0 })
 * console.log(weight.readSync()) // Float32Array(1) [ 0.75 ]
 * ```
 */
export function rmsprop({
  learningRate = 0.01,
  decay = 0.99,
  epsilon = 1e-8,
  momentum = 0,
  centered = false,
}: RmspropOptions = {}): Optimizer {
  checkRate('rmsprop', learningRate)
  checkDecay('rmsprop', 'decay', decay)
  checkAboveZero('rmsprop', 'epsilon', epsilon)
  checkDecay('rmsprop', 'momentum', momentum)
  return {
    name: 'rmsprop',
    settings: {
      learningRate: describeFunction(learningRate),
      decay,
      epsilon,
      momentum: describeFunction(momentum),
      centered,
    },
    stateNames: ['squares', ...(centered ? ['mean'] : []), ...(momentum === 0 ? [] : ['velocity'])],
    update(parameter, gradient, { squares, mean, velocity }, moment) {
      const rate = settingAt('rmsprop', 'learningRate', learningRate, moment)
      assignScaledSum(squares!, decay, squares!, 1 - decay, square(gradient))
      if (mean) assignScaledSum(mean, decay, mean, 1 - decay, gradient)
      const variance = mean ? relu(sub(squares!, square(mean))) : squares!
      const direction = div(gradient, add(sqrt(variance), epsilon))
      if (!velocity) {
        assignScaledSum(parameter, 1, parameter, -rate, direction)
        return
      }
      const mu = settingAt('rmsprop', 'momentum', momentum, moment)
      assignMomentumStep(parameter, velocity, direction, { momentum: mu, rate, nesterov: false })
    },
  }
}
