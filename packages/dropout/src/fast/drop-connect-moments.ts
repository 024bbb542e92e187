import { createPass, type Layer, type Params } from '@thinned/nn'
import { type Fields, formatValue, number, optional, options as readerOf, value } from '@thinned/schema'
import { matmul, mul, scope, square, Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import type { OutputMoments } from './moments.ts'

export interface DropConnectMomentsOptions {
  /** The probability of keeping a weight, in (0, 1]. */
  readonly keep: number
  /** Default: `layer.params`. */
  readonly params?: Params
}

const read = readerOf('dropConnectMoments', DropoutError, {
  // At 0 the variance has no limit.
  keep: number({ above: 0, to: 1 }),
  params: optional(
    value<Params>(
      'parameters of the layer, such as layer.params',
      (given) => (given as { readonly weight?: unknown } | null)?.weight instanceof Tensor,
    ),
  ),
} satisfies Fields<DropConnectMomentsOptions>)

/**
 * The mean and the variance of a linear layer's outputs over all masks of its weight: x·w + b and (1 − keep)/keep · x²·w². An output sums many kept or
 * dropped weights, so it is nearly normal. The inference of the paper draws outputs from this distribution, for each example and unit, and averages
 * the results of the activation: `dropConnect(…, { sampling: 'moments' })` with `predict({ samples })`.
 *
 * Source: Wan et al. 2013, algorithm 2, with weights divided by keep.
 *
 * @throws {DropoutError} for a layer other than linear; if keep is not in (0, 1].
 *
 * @example
 * ```ts
 * import { dropConnectMoments } from '@thinned/dropout'
 * import { init, initializers, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const layer = linear(8, 1, { weight: initializers.ones })
 * init(layer, key(1))
 * const { mean, variance } = dropConnectMoments(layer, ones([1, 8]), { keep: 0.8 })
 * console.log(mean.readSync()[0], variance.readSync()[0]) // 8 2
 * ```
 */
export function dropConnectMoments(layer: Layer, x: Tensor, options: DropConnectMomentsOptions): OutputMoments {
  const { keep, params = layer?.params } = read(options)
  if (!layer?.weightsPerExample)
    throw new DropoutError(
      `dropConnectMoments was given ${layer?.kind ? `a ${layer.kind}` : formatValue(layer)}; it takes a linear layer, whose outputs are sums over its weights.`,
    )
  return scope(() => {
    const mean = layer.forward(x, createPass({ mode: 'evaluate' }), params)
    const { weight } = params as { weight: Tensor }
    return { mean, variance: mul(matmul(square(x), square(weight)), (1 - keep) / keep) }
  })
}
