import type { Layer, Width } from '@thinned/nn'
import { oneOf, optional, withDefault } from '@thinned/schema'
import { broadcastTo, dropout } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { dropConnectMoments } from '../fast/drop-connect-moments.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { checkLayer, keepOptions, type OtherFields } from '../keep/keep-options.ts'
import { localNoise } from '../kit/local-noise.ts'
import { maskOptions } from '../kit/masked-layer.ts'
import { type WeightsOptions, weightsFields, weightsLayer } from '../kit/weights-layer.ts'

export type DropConnectOptions = KeepOption &
  WeightsOptions & {
    /** 'batch' is one mask of the weights for all examples, for any layer. Default: a mask for each example, for linear layers. */
    readonly share?: 'batch'
    /**
     * What a `sample` pass draws. 'masks' (the default): masks of the weights. 'moments', for a linear layer: each output from the normal
     * distribution with its mean and variance over all masks, as the paper does at prediction time. `predict({ samples })` averages the samples.
     */
    readonly sampling?: 'masks' | 'moments'
  }

const read = keepOptions('dropConnect', {
  share: optional(oneOf('batch')),
  sampling: withDefault(oneOf('masks', 'moments'), 'masks'),
  ...weightsFields,
} satisfies OtherFields<DropConnectOptions>)

/**
 * Drops single weights of the layer inside. In `train` and `sample` passes each weight is kept with probability keep and divided by keep; evaluation
 * uses the weights unchanged, their mean over masks. (The paper multiplies by keep at prediction time instead.) Parameters with one axis, such
 * as biases, stay; `{ parameters }` names others.
 *
 * A mask for each example costs a copy of the weights for each example: with 800 × 800 weights and a batch of 128 a third of a gigabyte, and about
 * forty times the time of a step. `{ share: 'batch' }` costs little. Around a recurrent layer one mask holds at all time steps: with
 * `{ parameters: ['recurrentWeight'], share: 'batch' }` it is the weight drop of Merity et al. 2018.
 *
 * Source: Wan et al. 2013, algorithm 1; its inference, algorithm 2, as `sampling: 'moments'`.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; if the layer has no such weights, or takes no weights per example.
 *
 * @example
 * ```ts
 * import { dropConnect } from '@thinned/dropout'
 * import { createPass, init, initializers, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const layer = dropConnect(linear(8, 3, { weight: initializers.ones }), { keep: 0.5 })
 * init(layer, key(1))
 * console.log(layer.forward(ones([1, 8]), createPass({ mode: 'train', key: key(42) })).readSync()) // Float32Array(3) [ 14, 8, 12 ]
 * console.log(layer.forward(ones([1, 8]), createPass({ mode: 'evaluate' })).readSync()) // Float32Array(3) [ 8, 8, 8 ]
 * ```
 */
export function dropConnect<In extends Width, Out extends Width | 'same'>(
  layer: Layer<In, Out>,
  options: DropConnectOptions,
): Layer<In, Out> {
  const given = read(options)
  const { schedule, share, sampling } = given
  checkLayer('dropConnect', layer)
  checkDropConnect(layer, given)
  return weightsLayer({
    kind: 'dropConnect',
    layer,
    schedule,
    options: given,
    settings: { ...(share && { share }), ...(sampling === 'moments' && { sampling }) },
    maskWeight(weight, keep, pass, x) {
      if (keep === 1) return weight
      const weights = share ? weight : broadcastTo(weight, [x.shape[0]!, ...weight.shape])
      return dropout(weights, maskOptions(pass, { keep, row: share ? 0 : pass.row }))
    },
    drawOutput(x, keep, pass, params) {
      if (sampling === 'masks' || pass.mode !== 'sample' || keep === 0 || keep === 1) return undefined
      const { mean, variance } = dropConnectMoments(layer, x, { keep, params })
      return localNoise(mean, variance, pass)
    },
  })
}

function checkDropConnect(
  layer: Layer,
  { share, sampling, parameters }: Omit<ReturnType<typeof read>, 'schedule'>,
): void {
  if (!share && !layer.weightsPerExample)
    throw new DropoutError(
      `dropConnect was given a ${layer.kind}, which has one set of weights for a batch; draw one mask for it: { share: 'batch' }. A linear layer can have a mask for each example.`,
    )
  if (sampling === 'moments' && (!layer.weightsPerExample || parameters))
    throw new DropoutError(
      `dropConnect was given sampling 'moments' for ${parameters ? `the parameters ${parameters.join(', ')}` : `a ${layer.kind}`}; the moments are those of a linear layer's weight. Sample masks there.`,
    )
}
