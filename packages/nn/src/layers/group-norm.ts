import { reshape } from '@thinned/tensor'
import type { Layer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { moments, type NormOptions, normLayer, standardize } from '../norm-layer.ts'

export type GroupNormOptions = NormOptions

/**
 * (x − mean) / √(variance + epsilon) · scale + shift for x [batch, …, features], the features divided into `groups` of neighbors: mean and
 * variance (divided by n) are taken over a group's features at all places of an example, the same in training and evaluation, and
 * whatever the size of the batch (Wu and He 2018, section 3.1). Scale begins at 1, shift at 0, both [features].
 *
 * @throws {NnError} where groups does not divide features, or the last axis has another extent.
 *
 * @example
 * ```ts
 * import { createPass, groupNorm, init } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { tensor } from '@thinned/tensor'
 *
 * const layer = groupNorm(4, 2)
 * init(layer, key(1))
 * const y = layer.forward(tensor([[1, 5, 0, 100]]), createPass({ mode: 'train' }))
 * console.log(y.readSync().map(Math.round)) // Float32Array(4) [ -1, 1, -1, 1 ]
 * ```
 */
export function groupNorm<const Features extends number>(
  features: Features,
  groups: number,
  { epsilon = 1e-5, name }: GroupNormOptions = {},
): Layer<Features, Features> {
  if (!Number.isInteger(groups) || groups < 1 || features % groups !== 0)
    throw new NnError(
      `groupNorm was given ${groups} groups for ${features} features; it takes an integer from 1 that divides them.`,
    )
  return normLayer('groupNorm', features, { epsilon, name, groups }, (x) => {
    const grouped = reshape(x, [
      x.shape[0]!,
      x.shape.slice(1, -1).reduce((a, b) => a * b, 1),
      groups,
      features / groups,
    ])
    const { centered, variance } = moments(grouped, [1, 3])
    return reshape(standardize(centered, variance, epsilon), x.shape)
  })
}
