import { exp, log } from '@thinned/math/float64'
import { type Initializer, initializers, type Layer, type Params, type Pass, plainLayer } from '@thinned/nn'
import {
  add,
  affine,
  exp as exponential,
  matmul,
  mul,
  neg,
  type Shape,
  scope,
  softplus,
  square,
  sub,
  type Tensor,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { constant, initialKeep } from '../keep/fixed-keep.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { examples, initializer, keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { checkWidths } from '../kit/checks.ts'
import { localNoise } from '../kit/local-noise.ts'

export type VariationalDropoutOptions = KeepOption & {
  /** The number of training examples. The divergence is divided by it, because the loss is a mean over examples. */
  readonly examples: number
  /** Initial means of the weights. Default He's. */
  readonly weight?: Initializer
  readonly name?: string
}

const read = keepOptions('variationalDropout', {
  examples,
  weight: initializer,
  name,
} satisfies OtherFields<VariationalDropoutOptions>)

/**
 * A linear layer [batch, inputs] → [batch, units] with normal weights of mean θ and variance α·θ²: Gaussian dropout as variational inference. The layer
 * learns one α = (1 − keep)/keep. `train` and `sample` passes draw outputs instead of weights: mean x·θ + b, variance α·x²·θ². Evaluation uses
 * the means. α stays below 1 (keep above ½), where the approximation of the divergence holds: ln α = −softplus(rate), rate the parameter.
 *
 * In training the layer reports the penalty weights · D(α) / examples, for a loss that is a mean negative log-likelihood:
 * D(α) = −½ ln α − 1.16145124 α + 1.50204118 α² − 0.58629921 α³.
 *
 * Source: Kingma, Salimans and Welling 2015.
 *
 * @throws {DropoutError} unless keep is strictly between ½ and 1, and the other settings are in their ranges.
 *
 * @example
 * ```ts
 * import { variationalDropout } from '@thinned/dropout'
 * import { relu, sequential, summary } from '@thinned/nn'
 *
 * const examples = 1000
 * const model = sequential(
 *   variationalDropout(8, 64, { keep: 0.9, examples }),
 *   relu(),
 *   variationalDropout(64, 2, { keep: 0.9, examples }),
 * )
 * console.log(summary(model, [8]).split('\n').at(-1)) // total                               708
 * ```
 */
export function variationalDropout<const In extends number, const Units extends number>(
  inputs: In,
  units: Units,
  options: VariationalDropoutOptions,
): Layer<In, Units> {
  const { schedule, examples, weight = initializers.he(), name } = read(options)
  const keep = initialKeep('variationalDropout', schedule)
  checkWidths('variationalDropout', { inputs, units })
  if (keep <= 0.5)
    throw new DropoutError(
      `variationalDropout was given keep ${keep}; it begins above 0.5 and below 1, where its divergence is known.`,
    )
  const parameters = {
    weight: { shape: [inputs, units], initializer: weight },
    bias: { shape: [units], initializer: initializers.zeros },
    rate: { shape: [], initializer: constant(rateOf(keep)) },
  }
  const layer: Layer<In, Units> = {
    ...(plainLayer('variationalDropout', name, { inputs, units, keep, examples }) as Layer<In, Units>),
    parameters,
    outputShape(input: Shape) {
      if (input.length !== 1 || input[0] !== inputs)
        throw new DropoutError(
          `variationalDropout(${inputs}, ${units}) takes [batch, ${inputs}], but was given [batch, ${input.join(', ')}].`,
        )
      return [units]
    },
    forward(x: Tensor, pass: Pass, params: Params = layer.params): Tensor {
      const { weight: means, bias, rate } = params as { weight?: Tensor; bias?: Tensor; rate?: Tensor }
      if (!means || !bias || !rate)
        throw new DropoutError(
          `variationalDropout(${inputs}, ${units}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      layer.outputShape(x.shape.slice(1))
      if (pass.mode === 'evaluate') return affine(x, means, bias)
      if (rate.backend.syncRead) pass.report('keep', keepOfRate(rate.readSync()[0]!))
      if (pass.mode === 'train') pass.report('penalty', divergence(rate, (inputs * units) / examples))
      return scope(() => {
        const alpha = exponential(neg(softplus(rate)))
        const variance = mul(matmul(square(x), square(means)), alpha)
        return localNoise(affine(x, means, bias), variance, pass)
      })
    },
  }
  return layer
}

/** The divergence of α = e^−softplus(rate), times a factor. */
function divergence(rate: Tensor, factor: number): Tensor {
  return scope(() => {
    const logAlpha = neg(softplus(rate))
    const alpha = exponential(logAlpha)
    const tail = mul(alpha, add(-1.16145124, mul(alpha, sub(1.50204118, mul(alpha, 0.58629921)))))
    return mul(sub(tail, mul(logAlpha, 0.5)), factor)
  })
}

/** The rate of a keep, from ln α = −softplus(rate): α < 1. */
const rateOf = (keep: number): number => log(exp(-log((1 - keep) / keep)) - 1)

const keepOfRate = (rate: number): number => {
  const alpha = 1 / (1 + exp(rate))
  return 1 / (1 + alpha)
}
