import { flattenParams, type Layer, type Params } from '@thinned/nn'
import { mul, noGrad, requireGrad, Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { passingFactors } from './passing-factors.ts'

/**
 * How the settings of one weight change with the form of dropout before it: each is what the setting of the model that was converted is multiplied by
 * for the other to take the same steps. Biases, and weights that are not listed, keep theirs.
 */
export interface ConvertedWeight {
  /** The path of the weight, as a group of `fit` takes it. */
  readonly match: string
  /** Of the values: already done. With p the keep of what feeds the weight, p from the paper's form to the other, 1/p back. */
  readonly weight: number
  /** Of the learning rate of sgd, with momentum or without: weight². */
  readonly learningRate: number
  /** Of the learning rate of Adam and RMSprop: weight. */
  readonly adaptiveLearningRate: number
  /** Of their ε: 1/weight. */
  readonly epsilon: number
  /** Of the bound of max-norm: weight. */
  readonly maxNorm: number
  /** Of the L2 coefficient λ, whose gradient is λ·w: 1/weight². */
  readonly l2: number
  /** Of the L1 coefficient: 1/weight. */
  readonly l1: number
}

/**
 * Gives a model the parameters of another which is built alike, but for the `scale` of its dropout layers, so that both compute the same: in training
 * under the same masks, and in evaluation. `from` has parameters, `into` has none yet, and gets its own, scaled where dropout with another scale
 * feeds a weight. What belongs to the training of such a weight is returned, for the groups of `fit`; with that, both take the same
 * steps but for rounding (a bound on the norm of all gradients together, `clipNorm`, has no counterpart).
 *
 * The factor goes to the next weight through relu, pooling, what moves elements, and other dropout.
 *
 * Source: Srivastava et al. 2014, section 10: "equivalent with appropriate scaling of the learning rate and weight initializations".
 *
 * @throws {DropoutError} where the models differ in more than that, and where a factor meets what it does not pass through, such as sigmoid, or no
 * weight.
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
  const factors = passingFactors(from, into)
  const held = flattenParams(into.params)
  if (Object.keys(held).length > 0)
    throw new DropoutError(
      `convertScaling was given a model to convert into that has parameters already (${Object.keys(held).join(', ')}); it gets those of the other. Build it anew.`,
    )
  const missing = [...factors.keys()].filter((path) => !(path in flattenParams(from.params)))
  if (missing.length > 0)
    throw new DropoutError(
      `convertScaling was given a model without its parameters ${missing.join(', ')}. Call init(model, key) first; fit does so by itself.`,
    )
  noGrad(() => {
    into.params = copied(from.params, (path) => factors.get(path) ?? 1, true)
    into.state = copied(from.state, () => 1, false)
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
  }
}

/** The same tree with tensors of its own, each times its factor. */
function copied(params: Params, factorAt: (path: string) => number, leaves: boolean, prefix = ''): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (!(value instanceof Tensor)) return [name, copied(value, factorAt, leaves, `${prefix}${name}/`)]
      const own = mul(value, factorAt(prefix + name))
      return [name, leaves ? requireGrad(own) : own]
    }),
  )
}
