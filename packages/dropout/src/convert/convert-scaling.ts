import { flattenParams, type Layer, mapParams } from '@thinned/nn'
import { formatValue } from '@thinned/schema'
import { mul, noGrad, requireGrad } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { passingFactors } from './passing-factors.ts'

/**
 * The factors of the settings of one weight, from one form of dropout before it to the other: with each setting times its factor, both models take
 * the same steps. The settings of biases and of weights that are not listed stay.
 */
export interface ConvertedWeight {
  /** The path of the weight, as `match` of a parameter group of `fit`. */
  readonly match: string
  /** Factor of the values, which are converted already: keep from the paper's form to the other, 1/keep back. */
  readonly weight: number
  /** Factor of the learning rate of sgd, with momentum or without: weight². */
  readonly learningRate: number
  /** Factor of the learning rate of Adam and RMSprop: weight. */
  readonly adaptiveLearningRate: number
  /** Factor of the ε of Adam and RMSprop: 1/weight. */
  readonly epsilon: number
  /** Factor of the bound of max-norm: weight. */
  readonly maxNorm: number
  /** Factor of the L2 coefficient λ, whose gradient is λ·w: 1/weight². */
  readonly l2: number
  /** Factor of the L1 coefficient: 1/weight. */
  readonly l1: number
  /** Factor of adamW's weightDecay, which counts times the learning rate: 1/weight. */
  readonly weightDecay: number
}

/**
 * Converts a model between the two forms of dropout, `scale: 'training'` and `scale: 'evaluation'`. `from` has parameters; `into` has none yet and
 * differs from `from` in the scale of dropout layers alone. `into` gets copies of the parameters, and each weight behind dropout of another scale
 * is multiplied by its factor. Then both compute the same, in evaluation and in training under the same masks.
 *
 * Returns the factors of the training settings of these weights, for the parameter groups of `fit`. With them both models take the same steps, up
 * to rounding. Momenta, the β of Adam, the decay of RMSprop and of averages stay as they are. (`clipNorm` bounds the norm of all gradients together,
 * and `unitNorm` sets a norm that is not the other form's: they have no counterpart.)
 *
 * A factor passes through homogeneous layers to the next weight: relu, pooling, layers that move elements, and other dropout.
 *
 * Source: Srivastava et al. 2014, section 10: "equivalent with appropriate scaling of the learning rate and weight initializations".
 *
 * @throws {DropoutError} if the models differ in more, if a factor meets another layer, such as sigmoid, or if it meets no weight.
 *
 * @example
 * ```ts
 * import { convertScaling, dropout } from '@thinned/dropout'
 * import { init, linear, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const build = (scale: 'training' | 'evaluation') => sequential(dropout({ keep: 0.5, scale }), linear(8, 4))
 * const paper = build('evaluation')
 * init(paper, key(42))
 * const [weight] = convertScaling(paper, build('training'))
 * console.log(weight!.match, weight!.learningRate, weight!.maxNorm, weight!.l2) // linear1/weight 0.25 0.5 4
 * ```
 */
export function convertScaling(from: Layer, into: Layer): readonly ConvertedWeight[] {
  for (const model of [from, into] as unknown[])
    if (typeof Object(model).forward !== 'function')
      throw new DropoutError(
        `convertScaling was given ${formatValue(model)} as a model; it takes two, as in convertScaling(paper, build('training')).`,
      )
  const factors = passingFactors(from, into)
  const existing = Object.keys(flattenParams(into.params))
  if (existing.length > 0)
    throw new DropoutError(
      `convertScaling was given a model to convert into that has parameters already (${existing.join(', ')}); it gets those of the other. Build it anew.`,
    )
  const missing = [...factors.keys()].filter((path) => !(path in flattenParams(from.params)))
  if (missing.length > 0)
    throw new DropoutError(
      `convertScaling was given a model without its parameters ${missing.join(', ')}. Call init(model, key) first; fit does so by itself.`,
    )
  noGrad(() => {
    into.params = mapParams(from.params, (value, path) => requireGrad(mul(value, factors.get(path) ?? 1)))
    into.state = mapParams(from.state, (value) => mul(value, 1))
  })
  return [...factors].filter(([, factor]) => factor !== 1).map(([path, factor]) => settingsOf(path, factor))
}

function settingsOf(match: string, weight: number): ConvertedWeight {
  return {
    match,
    weight,
    learningRate: weight * weight,
    adaptiveLearningRate: weight,
    epsilon: 1 / weight,
    maxNorm: weight,
    l2: 1 / (weight * weight),
    l1: 1 / weight,
    weightDecay: 1 / weight,
  }
}
