import { describeFunction, type Schedule } from '@thinned/nn'
import { boolean, type Fields, withDefault } from '@thinned/schema'
import {
  add,
  assignAdamStep,
  assignMomentumStep,
  assignScaledSum,
  clip,
  div,
  relu,
  sqrt,
  square,
  sub,
  type Tensor,
  zeros,
} from '@thinned/tensor'
import { aboveZero, decay, momentum, rate, trainOptions } from '../options.ts'
import { otherNames } from '../updates/adam-rule.ts'
import { checkEpsilon, type Optimizer, settingAt } from '../updates/rules.ts'
import { steadyUpdate } from '../updates/steady-rule.ts'

export interface RmspropOptions {
  /** Default 0.01. */
  readonly learningRate?: Schedule
  /** α, in [0, 1): the share of the mean square that a step keeps. Default 0.99. */
  readonly decay?: number
  /** Added to the root, not under it. Above 0, in float32 from 1e-16. Default 1e-8. */
  readonly epsilon?: number
  /** μ in [0, 1). Default 0: without, and without its state. */
  readonly momentum?: Schedule
  /** Divide by the standard deviation of the gradient instead of the root of its mean square. Default false. */
  readonly centered?: boolean
}

const read = trainOptions(
  'rmsprop',
  {
    learningRate: withDefault(rate, 0.01),
    decay: withDefault(decay, 0.99),
    epsilon: withDefault(aboveZero, 1e-8),
    momentum: withDefault(momentum, 0),
    centered: withDefault(boolean, false),
  } satisfies Fields<RmspropOptions>,
  { ...otherNames, alpha: 'decay', rho: 'decay', betas: 'decay' },
)

/**
 * RMSprop: s ← α s + (1 − α) g², d = g / (√s + ε), w ← w − lr · d; centered, with m ← α m + (1 − α) g and √(s − m²) for √s; with momentum,
 * v ← μ v + d, w ← w − lr · v. Source: Tieleman and Hinton 2012, lecture 6.5; Graves 2013, equations 38 to 45, for the other two. ε stands
 * where PyTorch has it. A variance that rounding takes below 0 counts as 0; centered, a gradient that hardly changes is divided by little
 * more than ε, so give one such as 1e-4.
 *
 * In float32 a gradient beyond ±2^63 counts as that: its square has no room, and the length of a step does not depend on it.
 *
 * @throws {TrainError} on a rate below 0, an α or μ outside [0, 1), an ε that is not above 0, or in float32 below 1e-16.
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
export function rmsprop(options: RmspropOptions = {}): Optimizer {
  const { learningRate, decay, epsilon, momentum, centered } = read(options)
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
    update: steadyUpdate({
      isConstant: typeof learningRate === 'number' && typeof momentum === 'number',
      numbers(moment, parameter) {
        const rate = settingAt('rmsprop', 'learningRate', learningRate, moment)
        checkEpsilon('rmsprop', epsilon, parameter)
        return momentum === 0 ? [rate] : [rate, settingAt('rmsprop', 'momentum', momentum, moment)]
      },
      move(parameter, gradient, { squares, mean, velocity }, [rate, mu]) {
        // A step of Adam whose mean is the gradient and which has nothing to correct.
        const plainStep = (target: Tensor, rate: number): void =>
          assignAdamStep(target, zerosLike(target), squares!, gradient, {
            beta1: 0,
            beta2: decay,
            epsilon,
            rate,
            meanLeft: 1,
            varianceLeft: 1,
          })
        if (!mean && !velocity) return plainStep(parameter, rate!)
        const direction = mean
          ? centeredDirection({ squares: squares!, mean }, gradient, decay, epsilon)
          : zerosLike(parameter)
        if (!mean) plainStep(direction, -1)
        if (!velocity) return assignScaledSum(parameter, 1, parameter, -rate!, direction)
        assignMomentumStep(parameter, velocity, direction, { momentum: mu!, rate: rate!, nesterov: false })
      },
    }),
  }
}

/** Moves the mean square and the mean, and returns g / (√(s − m²) + ε). */
function centeredDirection(
  { squares, mean }: { readonly squares: Tensor; readonly mean: Tensor },
  gradient: Tensor,
  decay: number,
  epsilon: number,
): Tensor {
  const bound = gradient.dtype === 'float32' ? 0x8000000000000000 : 6.703903964971299e153
  const slope = clip(gradient, -bound, bound)
  assignScaledSum(squares, decay, squares, 1 - decay, square(slope))
  assignScaledSum(mean, decay, mean, 1 - decay, slope)
  return div(slope, add(sqrt(relu(sub(squares, square(mean)))), epsilon))
}

function zerosLike({ shape, dtype, backend }: Tensor): Tensor {
  return zeros(shape, { dtype: dtype as 'float32' | 'float64', backend })
}
