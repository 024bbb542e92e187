import { exp, log } from '@thinned/math/float64'
import { flattenParams, type Layer, type Params, type Parent, type Pass, parentLayer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { number, withDefault } from '@thinned/schema'
import {
  add,
  alias,
  div,
  exp as exponential,
  log as ln,
  log1p,
  mul,
  neg,
  noGrad,
  randomUniform,
  record,
  type Shape,
  scope,
  sigmoid,
  softplus,
  square,
  sub,
  sum,
  sumTo,
  type Tensor,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { constant, initialKeep } from '../keep/fixed-keep.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { checkLayer, examples, keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { streamStart } from '../kit/stream-start.ts'

export type ConcreteDropoutOptions = KeepOption & {
  /** The number of training examples. The regularizer is divided by it, because the loss is a mean over examples. */
  readonly examples: number
  /** Prior length-scale l: the expected smoothness of the function, in units of the inputs. Default 0.01. */
  readonly lengthScale?: number
  /** Temperature of the relaxed mask, above 0: the lower, the closer its values are to 0 and 1. Default 0.1. */
  readonly temperature?: number
  readonly name?: string
}

const read = keepOptions('concreteDropout', {
  examples,
  lengthScale: withDefault(number({ above: 0 }), 0.01),
  temperature: withDefault(number({ above: 0 }), 0.1),
  name,
} satisfies OtherFields<ConcreteDropoutOptions>)

/**
 * Dropout that learns its probability. The Bernoulli mask is relaxed to m = σ((logit keep + ln u − ln(1 − u)) / temperature), u uniform, so that
 * keep has a gradient; the input becomes x·m/keep. The option `keep` is the initial value, strictly between 0 and 1. The parameter `logit` is
 * ln(keep / (1 − keep)). Evaluation is the network without dropout.
 *
 * In training the layer reports the penalty (l² ‖W‖² / (2 keep) − features · H(keep)) / examples, H the entropy in nats, for a loss that is a mean
 * negative log-likelihood. ‖W‖² is the sum of squares of the weights (rank 2 and above) of `layer`, which takes the result and runs inside.
 * Without `layer` the penalty has no such term.
 *
 * Source: Gal, Hron and Kendall 2017, equations 3 to 5.
 *
 * @throws {DropoutError} unless keep is strictly between 0 and 1, and the other settings are in their ranges.
 *
 * @example
 * ```ts
 * import { concreteDropout } from '@thinned/dropout'
 * import { linear, relu, sequential, summary } from '@thinned/nn'
 *
 * const examples = 1000
 * const model = sequential(
 *   concreteDropout({ keep: 0.9, examples }, linear(8, 64)),
 *   relu(),
 *   concreteDropout({ keep: 0.9, examples }, linear(64, 1)),
 * )
 * console.log(summary(model, [8]).split('\n').at(-1)) // total                            643
 * ```
 */
export function concreteDropout(options: ConcreteDropoutOptions, layer?: Layer): Layer {
  const { schedule, examples, lengthScale, temperature, name } = read(options)
  const keep = initialKeep('concreteDropout', schedule)
  if (layer !== undefined) checkLayer('concreteDropout', layer)
  const settings = { keep, examples, lengthScale, temperature, ...(layer ? { layer: layer.kind } : {}) }
  const parameters = { logit: { shape: [], initializer: constant(log(keep / (1 - keep))) } }
  const parent = parentLayer('concreteDropout', layer ? { layer } : {}, name, settings, parameters)
  const model: Layer = Object.assign(parent as Parent<Record<string, Layer>>, {
    ...(layer ? {} : { scaling: 'homogeneous' as const }),
    outputShape: (input: Shape) => layer?.outputShape(input) ?? input,
    forward(x: Tensor, pass: Pass, params: Params = model.params): Tensor {
      const { logit, layer: inner } = params as { logit?: Tensor; layer?: Params }
      if (!logit)
        throw new DropoutError(
          'concreteDropout has no parameters yet. Call init(model, key) first; fit does so by itself.',
        )
      const run = (input: Tensor): Tensor => (layer ? layer.forward(input, pass.at('layer'), inner) : alias(input))
      if (pass.mode === 'evaluate') return run(x)
      reportKeep(pass, logit)
      if (pass.mode === 'train')
        pass.report('penalty', penalty(logit, x.shape.at(-1) ?? 1, inner ?? {}, { examples, lengthScale }))
      return scope(() => run(applyRelaxedMask(x, logit, pass, temperature)))
    },
  })
  return model
}

/** x · m / keep. The relaxed mask is not stored; the gradients of x and logit draw it again. */
function applyRelaxedMask(x: Tensor, logit: Tensor, pass: Pass, temperature: number): Tensor {
  const key = foldIn(pass.key, 'mask')
  const start = streamStart(x.shape, pass)
  const drawMask = (logit: Tensor): Tensor => {
    const u = randomUniform(key, x.shape, { start, dtype: x.dtype as 'float32' | 'float64', backend: x.backend })
    return sigmoid(mul(add(sub(ln(u), log1p(neg(u))), logit), 1 / temperature))
  }
  const inverseKeep = (logit: Tensor): Tensor => add(1, exponential(neg(logit)))
  const out = noGrad(() => mul(mul(x, drawMask(logit)), inverseKeep(logit)))
  return record(out, {
    op: 'concreteDropout',
    inputs: [x, logit],
    saved: [x, logit],
    backward: (grad, [savedX, savedLogit], [needsX, needsLogit]) => {
      const mask = drawMask(savedLogit!)
      const scaled = mul(mul(grad, mask), inverseKeep(savedLogit!))
      const slope = sub(mul(sub(1, mask), 1 / temperature), sigmoid(neg(savedLogit!)))
      return [needsX ? scaled : undefined, needsLogit ? sumTo(mul(mul(scaled, savedX!), slope), []) : undefined]
    },
  })
}

/** (l² ‖W‖² / (2 keep) − features · H(keep)) / examples, with gradients of logit and the weights. */
function penalty(logit: Tensor, features: number, weights: Params, { examples, lengthScale }: Prior): Tensor {
  return scope(() => {
    const keep = sigmoid(logit)
    const entropy = add(mul(keep, softplus(neg(logit))), mul(sub(1, keep), softplus(logit)))
    const norms = Object.values(flattenParams(weights)).filter(({ rank }) => rank >= 2)
    const squares = norms
      .map((weight) => sum(square(weight)))
      .reduce<Tensor | undefined>((a, b) => (a ? add(a, b) : b), undefined)
    const smooth = squares && mul(div(squares, keep), (lengthScale * lengthScale) / (2 * examples))
    const noise = mul(entropy, -features / examples)
    return smooth ? add(smooth, noise) : noise
  })
}

interface Prior {
  readonly examples: number
  readonly lengthScale: number
}

/** Reports the keep of this step if the backend can read it synchronously. */
function reportKeep(pass: Pass, logit: Tensor): void {
  if (logit.backend.syncRead) pass.report('keep', 1 / (1 + exp(-logit.readSync()[0]!)))
}
