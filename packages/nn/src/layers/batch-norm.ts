import { add, formatShape, mul, noGrad, reshape, sub, type Tensor } from '@thinned/tensor'
import { ones } from '../initializers/ones.ts'
import { zeros } from '../initializers/zeros.ts'
import type { Layer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { moments, type NormOptions, normLayer, standardize } from '../norm-layer.ts'
import type { Pass } from '../pass.ts'

export interface BatchNormOptions extends NormOptions {
  /**
   * The share of a batch's statistics in the new running ones, above 0 and at most 1: running ← (1 − momentum) · running + momentum ·
   * batch. Default 0.1. (Elsewhere this may be called 1 − momentum.)
   */
  readonly momentum?: number
}

/**
 * (x − mean) / √(variance + epsilon) · scale + shift, feature by feature of x [batch, …, features] (Ioffe and Szegedy 2015, algorithm 1).
 *
 * In `train` passes mean and variance are those of the batch, over all axes but the last, the variance divided by their number n; gradients
 * pass through both. The running mean and the running variance, for which the batch's is divided by n − 1, follow by `momentum` once the
 * step is taken: they are the layer's `state` (mean begins at 0, variance at 1, both [features]), reported as 'state' and written by the
 * trainer. In `evaluate` and `sample` passes they take the place of the batch's. Scale begins at 1, shift at 0, both [features].
 *
 * @throws {NnError} where the last axis has another extent; in training, where a feature has fewer than two values.
 *
 * @example
 * ```ts
 * import { batchNorm, createPass, init } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { tensor } from '@thinned/tensor'
 *
 * const layer = batchNorm(2)
 * init(layer, key(1))
 * const x = tensor([[1, 10], [3, 50]])
 * console.log(layer.forward(x, createPass({ mode: 'train' })).readSync().map(Math.round)) // Float32Array(4) [ -1, -1, 1, 1 ]
 * console.log(layer.forward(x, createPass({ mode: 'evaluate' })).readSync().map(Math.round)) // Float32Array(4) [ 1, 10, 3, 50 ]
 * ```
 */
export function batchNorm<const Features extends number>(
  features: Features,
  { momentum = 0.1, epsilon = 1e-5, name }: BatchNormOptions = {},
): Layer<Features, Features> {
  if (!(momentum > 0 && momentum <= 1))
    throw new NnError(`batchNorm was given { momentum: ${momentum} }; it takes a number above 0 and at most 1.`)
  const layer = normLayer('batchNorm', features, { epsilon, name, momentum }, (x, pass) => {
    const running = runningOf(layer)
    if (pass.mode !== 'train') return standardize(sub(x, running.mean), running.variance, epsilon)
    const { mean, centered, variance } = moments(x, axesOf(x))
    noGrad(() => reportRunning(pass, running, { mean, variance }, { momentum, count: countOf(features, x) }))
    return standardize(centered, variance, epsilon)
  })
  return Object.assign(layer, {
    states: {
      mean: { shape: [features], initializer: zeros },
      variance: { shape: [features], initializer: ones },
    },
  })
}

interface Statistics {
  readonly mean: Tensor
  readonly variance: Tensor
}

function runningOf({ state, options }: Layer): Statistics {
  const { mean, variance } = state as Partial<Record<string, Tensor>>
  if (mean && variance) return { mean, variance }
  throw new NnError(
    `batchNorm(${options['features']}) has no running statistics yet. Call init(model, key) first; fit does so by itself.`,
  )
}

function reportRunning(
  pass: Pass,
  running: Statistics,
  batch: Statistics,
  { momentum, count }: { readonly momentum: number; readonly count: number },
): void {
  const toward = (old: Tensor, found: Tensor, factor: number): Tensor =>
    add(mul(old, 1 - momentum), mul(reshape(found, old.shape), momentum * factor))
  pass.report('state', {
    mean: toward(running.mean, batch.mean, 1),
    variance: toward(running.variance, batch.variance, count / (count - 1)),
  })
}

/** All axes but the last. */
function axesOf({ rank }: Tensor): readonly number[] {
  return Array.from({ length: rank - 1 }, (_, axis) => axis)
}

/** How many values a feature has; two at least, since the variance of one is not defined. */
function countOf(features: number, x: Tensor): number {
  const count = x.size / features
  if (count >= 2) return count
  throw new NnError(
    `batchNorm(${features}) was given ${formatShape(x.shape)} in training, ${count} value${count === 1 ? '' : 's'} of each feature; the variance of a batch takes two at least. Train on larger batches (the last one of an epoch may be short), or use layerNorm.`,
  )
}
