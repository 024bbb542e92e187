import { log } from '@thinned/math/float64'
import { initializers, type Layer, type Params, type Parent, type Pass, parentLayer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
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
  sub,
  type Tensor,
  where,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { constant, initialKeep } from '../keep/fixed-keep.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { checkLayer, keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { checkWidths } from '../kit/checks.ts'
import { allKept, type MaskedLayer } from '../kit/masked-layer.ts'
import { streamStart } from '../kit/stream-start.ts'

/** keep is the initial keep of every unit, strictly between 0 and 1. */
export type StandoutOptions = KeepOption & { readonly name?: string }

const read = keepOptions('standout', { name } satisfies OtherFields<StandoutOptions>)

/**
 * Dropout with a keep for each unit of each example, computed from the input by a second set of weights: y = f(x)·m, m ~ Bernoulli(π),
 * π = σ(x·gateWeight + gateBias), gateWeight [inputs, units], gateBias [units]. f is `layer`, [batch, …, inputs] → [batch, …, units] with its
 * activation, which runs inside; without it f is the identity. Kept units are not scaled: evaluation gives the expectation f(x)·π. gateWeight
 * is initially 0 and gateBias ln(keep / (1 − keep)), so every π is initially keep.
 *
 * A drawn m has no derivative, so the gradient goes straight through it. π gets the gradient of the local expectation f(x)·π, which is grad·f(x) for
 * kept and dropped units, and passes it on to the two parameters and x. f gets grad·m. The layer reports the mean of π as keep.
 *
 * Source: Ba and Frey 2013 (Adaptive dropout for training deep neural networks): the model, and learning by local expectations.
 *
 * @throws {DropoutError} unless keep is strictly between 0 and 1, and the layer takes `inputs` features.
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
): Layer<In, Units> & Pick<MaskedLayer, 'mask'> {
  const { schedule, name } = read(options)
  const keep = initialKeep('standout', schedule)
  if (layer !== undefined) checkLayer('standout', layer)
  checkWidths('standout', { inputs })
  const units = layer ? unitsOf(inputs, layer) : inputs
  const parameters = {
    gateWeight: { shape: [inputs, units], initializer: initializers.zeros },
    gateBias: { shape: [units], initializer: constant(log(keep / (1 - keep))) },
  }
  const settings = { inputs, keep, ...(layer ? { layer: layer.kind } : {}) }
  const parent = parentLayer('standout', layer ? { layer } : {}, name, settings, parameters)
  const model: Layer<In, Units> & Pick<MaskedLayer, 'mask'> = Object.assign(parent as Parent<Record<string, Layer>>, {
    outputShape(input: Shape) {
      if (input.at(-1) !== inputs)
        throw new DropoutError(
          `standout(${inputs}) takes [batch, …, ${inputs}], but was given [batch, ${formatShape(input).slice(1)}.`,
        )
      return layer ? layer.outputShape(input) : input
    },
    forward(x: Tensor, pass: Pass, params: Params = model.params): Tensor {
      const { gateWeight, gateBias, layer: inner } = params as Gate & { layer?: Params }
      if (!gateWeight || !gateBias) throw withoutParameters(inputs)
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
        return dropUnits(y, logit, pass)
      })
    },
    mask(x: Tensor, pass: Pass): Tensor {
      const { gateWeight, gateBias } = model.params as Gate
      if (!gateWeight || !gateBias) throw withoutParameters(inputs)
      return scope(() =>
        noGrad(() => {
          const logit = affine(x, gateWeight, gateBias)
          if (pass.mode === 'evaluate') return allKept(logit)
          return drawMask(logit, pass)
        }),
      )
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

/** y where a uniform number is below σ(logit), else 0. The mask is not stored; both gradients draw it again. */
function dropUnits(y: Tensor, logit: Tensor, pass: Pass): Tensor {
  const out = scope(() => noGrad(() => where(drawMask(logit, pass), y, 0)))
  return record(out, {
    op: 'standout',
    inputs: [y, logit],
    saved: [y, logit],
    backward: (grad, [savedY, savedLogit], [needsY, needsLogit]) => {
      const slope = (): Tensor => mul(sigmoid(savedLogit!), sub(1, sigmoid(savedLogit!)))
      return [
        needsY ? where(drawMask(savedLogit!, pass), grad, 0) : undefined,
        needsLogit ? mul(mul(grad, savedY!), slope()) : undefined,
      ]
    },
  })
}

/** 1 where a uniform number is below σ(logit), else 0. */
function drawMask(logit: Tensor, pass: Pass): Tensor {
  const { shape, dtype, backend } = logit
  const start = streamStart(shape, pass)
  const uniform = { start, dtype: dtype as 'float32' | 'float64', backend }
  return less(randomUniform(foldIn(pass.key, 'mask'), shape, uniform), sigmoid(logit))
}

function withoutParameters(inputs: number): DropoutError {
  return new DropoutError(
    `standout(${inputs}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
  )
}

/** Reports the mean keep of this batch if the backend can read it synchronously. */
function reportKeep(pass: Pass, logit: Tensor): void {
  if (logit.backend.syncRead && logit.size > 0)
    pass.report(
      'keep',
      scope(() => noGrad(() => mean(sigmoid(logit))).readSync()[0]!),
    )
}
