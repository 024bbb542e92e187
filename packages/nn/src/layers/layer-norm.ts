import type { Layer } from '../layer.ts'
import { moments, type NormOptions, normLayer, standardize } from '../norm-layer.ts'

export type LayerNormOptions = NormOptions

/**
 * (x − mean) / √(variance + epsilon) · scale + shift, mean and variance (divided by n) taken over the last axis, of `features` elements, for each
 * place on its own: the same in training and evaluation (Ba, Kiros and Hinton 2016). Scale begins at 1, shift at 0, both [features].
 *
 * @throws {NnError} where the last axis has another extent.
 *
 * @example
 * ```ts
 * import { createPass, init, layerNorm } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { tensor } from '@thinned/tensor'
 *
 * const layer = layerNorm(2)
 * init(layer, key(1))
 * const y = layer.forward(tensor([[1, 5], [0, 100]]), createPass({ mode: 'train' }))
 * console.log(y.readSync().map(Math.round)) // Float32Array(4) [ -1, 1, -1, 1 ]
 * ```
 */
export function layerNorm<const Features extends number>(
  features: Features,
  { epsilon = 1e-5, name }: LayerNormOptions = {},
): Layer<Features, Features> {
  return normLayer('layerNorm', features, { epsilon, name }, (x) => {
    const { centered, variance } = moments(x, [x.rank - 1])
    return standardize(centered, variance, epsilon)
  })
}
