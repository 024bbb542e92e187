import { log } from '@thinned/math/float64'
import { type Initializer, initializers, type Layer, type Params, type Pass, plainLayer } from '@thinned/nn'
import { type Fields, number, options, withDefault } from '@thinned/schema'
import {
  add,
  affine,
  exp,
  less,
  log as ln,
  matmul,
  mul,
  neg,
  type Shape,
  scope,
  sigmoid,
  softplus,
  square,
  sub,
  sum,
  type Tensor,
  where,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { constant } from '../keep/fixed-keep.ts'
import { examples, initializer, name } from '../keep/keep-options.ts'
import { checkWidths } from '../kit/checks.ts'
import { localNoise } from '../kit/local-noise.ts'

export interface SparseVariationalDropoutOptions {
  /** The number of training examples. The divergence is divided by it, because the loss is a mean over examples. */
  readonly examples: number
  /** The initial standard deviation of every weight, above 0. Default 0.01. */
  readonly std?: number
  /** ln α from which evaluation drops a weight. Default 3, a drop probability of 0.95. */
  readonly threshold?: number
  /** Initial means of the weights. Default He's. */
  readonly weight?: Initializer
  readonly name?: string
}

const read = options('sparseVariationalDropout', DropoutError, {
  examples,
  std: withDefault(number({ above: 0 }), 0.01),
  threshold: withDefault(number(), 3),
  weight: initializer,
  name,
} satisfies Fields<SparseVariationalDropoutOptions>)

/** A weight of exactly 0 would have an infinite α. */
const LEAST_SQUARE = 1e-16

/**
 * A linear layer [batch, inputs] → [batch, units] that learns to prune its weights. Each weight is normal with a separate mean θ and variance σ²;
 * α = σ²/θ² is its share of noise. `train` and `sample` passes draw outputs instead of weights. Evaluation uses the means of weights with ln α
 * below the threshold, and 0 for the others; `pruned` counts these.
 *
 * In training the layer reports the penalty Σ D(ln α) / examples, for a loss that is a mean negative log-likelihood:
 * D = k₁ − k₁·σ(k₂ + k₃ ln α) + ½ ln(1 + 1/α), k = 0.63576, 1.87320, 1.48695.
 *
 * Source: Molchanov, Ashukha and Vetrov 2017, sections 4.1 to 4.3, equation 14.
 *
 * @throws {DropoutError} if a setting is out of its range.
 *
 * @example
 * ```ts
 * import { sparseVariationalDropout } from '@thinned/dropout'
 * import { createPass, init } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const layer = sparseVariationalDropout(784, 300, { examples: 60_000 })
 * init(layer, key(1))
 * console.log(layer.forward(ones([2, 784]), createPass({ mode: 'evaluate' })).shape) // [ 2, 300 ]
 * ```
 */
export function sparseVariationalDropout<const In extends number, const Units extends number>(
  inputs: In,
  units: Units,
  options: SparseVariationalDropoutOptions,
): Layer<In, Units> {
  const { examples, std, threshold, weight = initializers.he(), name } = read(options)
  checkWidths('sparseVariationalDropout', { inputs, units })
  const parameters = {
    weight: { shape: [inputs, units], initializer: weight },
    bias: { shape: [units], initializer: initializers.zeros },
    logVariance: { shape: [inputs, units], initializer: constant(2 * log(std)) },
  }
  const settings = { inputs, units, examples, std, threshold }
  const layer: Layer<In, Units> = {
    ...(plainLayer('sparseVariationalDropout', name, settings) as Layer<In, Units>),
    parameters,
    outputShape(input: Shape) {
      if (input.length !== 1 || input[0] !== inputs)
        throw new DropoutError(
          `sparseVariationalDropout(${inputs}, ${units}) takes [batch, ${inputs}], but was given [batch, ${input.join(', ')}].`,
        )
      return [units]
    },
    forward(x: Tensor, pass: Pass, params: Params = layer.params): Tensor {
      const { weight: means, bias, logVariance } = params as Partial<Record<'weight' | 'bias' | 'logVariance', Tensor>>
      if (!means || !bias || !logVariance)
        throw new DropoutError(
          `sparseVariationalDropout(${inputs}, ${units}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      layer.outputShape(x.shape.slice(1))
      if (pass.mode === 'evaluate')
        return scope(() => affine(x, where(less(logAlpha(means, logVariance), threshold), means, 0), bias))
      if (pass.mode === 'train') pass.report('penalty', divergence(means, logVariance, examples))
      return scope(() => localNoise(affine(x, means, bias), matmul(square(x), exp(logVariance)), pass))
    },
  }
  return layer
}

/** The number of weights of a layer, and the number that evaluation drops. */
export interface Pruning {
  readonly weights: number
  readonly pruned: number
}

/**
 * Counts the weights of a trained `sparseVariationalDropout` that evaluation drops.
 *
 * @throws {DropoutError} for another layer, and before `init`.
 *
 * @example
 * ```ts
 * import { pruned, sparseVariationalDropout } from '@thinned/dropout'
 * import { init } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const layer = sparseVariationalDropout(100, 10, { examples: 1000, std: 1 })
 * init(layer, key(1))
 * console.log(await pruned(layer)) // { weights: 1000, pruned: 888 }
 * ```
 */
export async function pruned(layer: Layer): Promise<Pruning> {
  const { weight, logVariance } = layer.params as { weight?: Tensor; logVariance?: Tensor }
  const { threshold } = layer.options as { threshold?: number }
  if (!weight || !logVariance || threshold === undefined)
    throw new DropoutError(
      `pruned was given a ${layer.kind}${weight ? '' : ' without parameters'}; it takes a sparseVariationalDropout that has them.`,
    )
  const ratios = scope(() => logAlpha(weight, logVariance))
  const values = Array.from(await ratios.read())
  ratios.dispose()
  return {
    weights: values.length,
    pruned: values.filter((value) => value >= threshold).length,
  }
}

/** ln(σ²/θ²). */
function logAlpha(means: Tensor, logVariance: Tensor): Tensor {
  return sub(logVariance, ln(add(square(means), LEAST_SQUARE)))
}

function divergence(means: Tensor, logVariance: Tensor, examples: number): Tensor {
  return scope(() => {
    const ratio = logAlpha(means, logVariance)
    const known = mul(sub(1, sigmoid(add(mul(ratio, 1.48695), 1.8732))), 0.63576)
    return mul(sum(add(known, mul(softplus(neg(ratio)), 0.5))), 1 / examples)
  })
}
