import { exp, log } from '@thinned/math/float64'
import { flattenParams, type Layer, type Params, type Parent, type Pass, parentLayer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
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
  sizeOf,
  softplus,
  square,
  sub,
  sum,
  sumTo,
  type Tensor,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { constant, firstKeep } from '../keep/learned-keep.ts'
import { checkAboveZero } from '../kit/checks.ts'

export type ConcreteDropoutOptions = KeepOption & {
  /** How many examples the network is trained on: the regularizer is divided by them, as the loss is a mean over them. */
  readonly examples: number
  /** Prior length-scale l: how smooth functions are thought to be, in units of the inputs. Default 0.01. */
  readonly lengthScale?: number
  /** How far the relaxed mask is from 0 and 1, above 0. Default 0.1. */
  readonly temperature?: number
  readonly name?: string
}

/**
 * Dropout that learns its probability: the Bernoulli mask is relaxed to m = σ((logit keep + ln u − ln(1 − u)) / temperature), u uniform, so
 * that a gradient reaches keep, and what is kept is divided by keep. `keep` is where it begins, strictly between 0 and 1; the parameter
 * `logit` is ln(keep / (1 − keep)). Evaluation is the network without dropout.
 *
 * In training it reports the penalty (l² ‖W‖² / (2 keep) − features · H(keep)) / examples, H the entropy in nats, for a loss that is a
 * mean negative log-likelihood; ‖W‖² is the sum of squares of the weights (rank 2 and above) of `layer`, the layer behind it, which then
 * runs inside. Without a layer that term is left out.
 *
 * Source: Gal, Hron and Kendall 2017, equations 3 to 5.
 *
 * @throws {DropoutError} where keep does not begin strictly between 0 and 1, or another setting is out of its range.
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
  const { examples, lengthScale = 0.01, temperature = 0.1, name } = options
  const keep = firstKeep('concreteDropout', options)
  checkAboveZero('concreteDropout', { examples, lengthScale, temperature })
  const settings = { keep, examples, lengthScale, temperature, ...(layer ? { layer: layer.kind } : {}) }
  const parameters = { logit: { shape: [], initializer: constant(log(keep / (1 - keep))) } }
  const parent = parentLayer('concreteDropout', layer ? { layer } : {}, name, settings, parameters)
  const model: Layer = Object.assign(parent as Parent<Record<string, Layer>>, {
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
      return scope(() => run(thin(x, logit, pass, temperature)))
    },
  })
  return model
}

/** x · m / keep. The relaxed mask is not stored: it is drawn again for the gradients of x and of logit. */
function thin(x: Tensor, logit: Tensor, pass: Pass, temperature: number): Tensor {
  const own = foldIn(pass.key, 'mask')
  const start = x.rank < 2 ? 0 : pass.row * sizeOf(x.shape.slice(1))
  const draw = (at: Tensor): Tensor => {
    const u = randomUniform(own, x.shape, { start, dtype: x.dtype as 'float32' | 'float64', backend: x.backend })
    return sigmoid(mul(add(sub(ln(u), log1p(neg(u))), at), 1 / temperature))
  }
  const inverse = (at: Tensor): Tensor => add(1, exponential(neg(at)))
  const out = noGrad(() => mul(mul(x, draw(logit)), inverse(logit)))
  return record(out, {
    op: 'concreteDropout',
    inputs: [x, logit],
    saved: [x, logit],
    backward: (grad, [input, at], [needsX, needsLogit]) => {
      const mask = draw(at!)
      const scaled = mul(mul(grad, mask), inverse(at!))
      const slope = sub(mul(sub(1, mask), 1 / temperature), sigmoid(neg(at!)))
      return [needsX ? scaled : undefined, needsLogit ? sumTo(mul(mul(scaled, input!), slope), []) : undefined]
    },
  })
}

/** (l² ‖W‖² / (2 keep) − features · H(keep)) / examples, through which gradients reach logit and the weights. */
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

/** The keep of this step, where it can be read at once. */
function reportKeep(pass: Pass, logit: Tensor): void {
  if (logit.backend.syncRead) pass.report('keep', 1 / (1 + exp(-logit.readSync()[0]!)))
}
