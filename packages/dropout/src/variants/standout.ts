import { log } from '@thinned/math/float64'
import { initializers, type Layer, type Params, type Parent, type Pass, parentLayer } from '@thinned/nn'
import { foldIn, type Key } from '@thinned/rng'
import {
  affine,
  alias,
  formatShape,
  less,
  mean,
  mul,
  noGrad,
  randomUniform,
  record,
  type Shape,
  sameShape,
  scope,
  sigmoid,
  sizeOf,
  sub,
  type Tensor,
  where,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { constant, firstKeep } from '../keep/learned-keep.ts'
import { checkWidths } from '../kit/checks.ts'

/** Where the keep of every unit begins, strictly between 0 and 1. */
export type StandoutOptions = KeepOption & { readonly name?: string }

/**
 * Dropout whose keep probabilities a second set of weights computes from the input, unit by unit and example by example: y = f(x)·m,
 * m ~ Bernoulli(π), π = σ(x·gateWeight + gateBias), gateWeight [inputs, units] and gateBias [units]. f is `layer`, [batch, …, inputs] →
 * [batch, …, units], which runs inside, with its activation; without one it is the identity. What is kept is not scaled: evaluation
 * gives f(x)·π, the expectation. gateWeight begins at 0 and gateBias at ln(keep / (1 − keep)), so that every π begins at keep.
 *
 * A drawn m has no slope. The gradient goes straight through it: π gets that of the local expectation f(x)·π, which is grad·f(x) whether a unit
 * was kept or dropped, and by way of π so do the two parameters and x; f gets grad·m. The mean of π is reported as keep.
 *
 * Source: Ba and Frey 2013 (Adaptive dropout for training deep neural networks): the model, and learning by local expectations.
 *
 * @throws {DropoutError} where keep does not begin strictly between 0 and 1, or the layer does not take `inputs` features.
 *
 * @example
 * ```ts
 * import { standout } from '@thinned/dropout'
 * import { linear, relu, sequential, summary } from '@thinned/nn'
 *
 * const hidden = standout(784, { keep: 0.5 }, sequential(linear(784, 1024), relu()))
 * console.log(summary(sequential(hidden, linear(1024, 10)), [784]).split('\n').at(-1)) // total                 1,617,930
 * ```
 */
export function standout<const In extends number, const Units extends number = In>(
  inputs: In,
  options: StandoutOptions,
  layer?: Layer<In, Units>,
): Layer<In, Units> {
  const keep = firstKeep('standout', options)
  checkWidths('standout', { inputs })
  const units = layer ? unitsOf(inputs, layer) : inputs
  const parameters = {
    gateWeight: { shape: [inputs, units], initializer: initializers.zeros },
    gateBias: { shape: [units], initializer: constant(log(keep / (1 - keep))) },
  }
  const settings = { inputs, keep, ...(layer ? { layer: layer.kind } : {}) }
  const parent = parentLayer('standout', layer ? { layer } : {}, options.name, settings, parameters)
  const model: Layer<In, Units> = Object.assign(parent as Parent<Record<string, Layer>>, {
    outputShape(input: Shape) {
      if (input.at(-1) !== inputs)
        throw new DropoutError(
          `standout(${inputs}) takes [batch, …, ${inputs}], but was given [batch, ${formatShape(input).slice(1)}.`,
        )
      return layer ? layer.outputShape(input) : input
    },
    forward(x: Tensor, pass: Pass, params: Params = model.params): Tensor {
      const { gateWeight, gateBias, layer: inner } = params as Gate & { layer?: Params }
      if (!gateWeight || !gateBias)
        throw new DropoutError(
          `standout(${inputs}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      model.outputShape(x.shape.slice(1))
      return scope(() => {
        const y = layer ? layer.forward(x, pass.at('layer'), inner) : alias(x)
        const logit = affine(x, gateWeight, gateBias)
        if (!sameShape(y.shape, logit.shape))
          throw new DropoutError(
            `standout(${inputs}) was given a ${layer!.kind} that makes ${formatShape(y.shape)} of ${formatShape(x.shape)}; its gate has ${formatShape(logit.shape)}, a unit for each.`,
          )
        if (pass.mode === 'evaluate') return mul(y, sigmoid(logit))
        reportKeep(pass, logit)
        return thin(y, logit, pass)
      })
    },
  })
  return model
}

interface Gate {
  readonly gateWeight?: Tensor
  readonly gateBias?: Tensor
}

function unitsOf(inputs: number, layer: Layer): number {
  const shape = layer.outputShape([inputs])
  if (shape.length !== 1)
    throw new DropoutError(
      `standout(${inputs}) was given a ${layer.kind} that makes ${formatShape(shape)} of ${inputs} features; it takes a layer that makes features of them.`,
    )
  return shape[0]!
}

/** y where a uniform number lies below σ(logit), else 0. The mask is not stored: it is drawn again for both gradients. */
function thin(y: Tensor, logit: Tensor, pass: Pass): Tensor {
  const own: Key = foldIn(pass.key, 'mask')
  const start = y.rank < 2 ? 0 : pass.row * sizeOf(y.shape.slice(1))
  const kept = (at: Tensor): Tensor => {
    const { shape, dtype, backend } = at
    return less(randomUniform(own, shape, { start, dtype: dtype as 'float32' | 'float64', backend }), sigmoid(at))
  }
  const out = scope(() => noGrad(() => where(kept(logit), y, 0)))
  return record(out, {
    op: 'standout',
    inputs: [y, logit],
    saved: [y, logit],
    backward: (grad, [value, at], [needsY, needsLogit]) => {
      const slope = (): Tensor => mul(sigmoid(at!), sub(1, sigmoid(at!)))
      return [needsY ? where(kept(at!), grad, 0) : undefined, needsLogit ? mul(mul(grad, value!), slope()) : undefined]
    },
  })
}

/** The mean keep of this batch, where it can be read at once. */
function reportKeep(pass: Pass, logit: Tensor): void {
  if (logit.backend.syncRead && logit.size > 0)
    pass.report(
      'keep',
      scope(() => noGrad(() => mean(sigmoid(logit))).readSync()[0]!),
    )
}
