import { type Fields, number, withDefault } from '@thinned/schema'
import {
  add,
  div,
  equal,
  formatShape,
  mean,
  mul,
  noGrad,
  reshape,
  type Shape,
  scope,
  sizeOf,
  sqrt,
  square,
  sub,
  type Tensor,
  tensor,
  where,
} from '@thinned/tensor'
import { ones, zeros } from '../initializers/constant.ts'
import { type JsonValue, type Layer, type Params, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkCounts, name, nnOptions } from '../options.ts'
import type { Pass } from '../pass.ts'
import { forSamples } from '../samples.ts'
import { shapeWithBatch } from './kit/shapes.ts'

export interface NormOptions {
  /** Added to the variance, above 0. Default 1e-5. */
  readonly epsilon?: number
  readonly name?: string
}

const normFields = {
  epsilon: withDefault(number({ above: 0 }), 1e-5),
  name,
} satisfies Fields<NormOptions>

/** What PyTorch and Keras call otherwise. */
const otherNames = { eps: 'epsilon' }

export type LayerNormOptions = NormOptions

const readLayerNorm = nnOptions('layerNorm', normFields, otherNames)

/**
 * (x − mean) / √(variance + epsilon) · scale + shift, where mean and variance (divided by n) are those of each vector of `features`
 * elements along the last axis: the same in training and evaluation (Ba, Kiros and Hinton 2016). Scale begins at 1, shift at 0, both [features].
 *
 * @throws {NnError} where there is one feature, or the last axis has another extent.
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
  options: LayerNormOptions = {},
): Layer<Features, Features> {
  const { epsilon, name } = readLayerNorm(options)
  if (features === 1)
    throw new NnError(
      'layerNorm was given 1 feature; one value less its mean is 0, whatever it was. Take 2 or more, or batchNorm.',
    )
  return normLayer('layerNorm', features, { epsilon, name }, (x) => {
    return standardized(scaledMoments(x, [x.rank - 1]), epsilon)
  })
}

export type GroupNormOptions = NormOptions

const readGroupNorm = nnOptions('groupNorm', normFields, otherNames)

/**
 * (x − mean) / √(variance + epsilon) · scale + shift for x [batch, …, features], the features divided into `groups` of neighbors: mean and
 * variance (divided by n) are those of a group of features over all positions of an example. They are the same in training and evaluation, and do not
 * depend on the batch (Wu and He 2018, section 3.1). Scale begins at 1, shift at 0, both [features].
 *
 * @throws {NnError} where groups does not divide features, the last axis has another extent, or a group of an example has one value.
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
  options: GroupNormOptions = {},
): Layer<Features, Features> {
  const { epsilon, name } = readGroupNorm(options)
  if (!Number.isInteger(groups) || groups < 1 || features % groups !== 0)
    throw new NnError(
      `groupNorm was given ${groups} groups for ${features} features; it takes an integer from 1 that divides them.`,
    )
  const normalize = (x: Tensor): Tensor => {
    const positions = x.shape.slice(1, -1).reduce((a, b) => a * b, 1)
    const grouped = reshape(x, [x.shape[0]!, positions, groups, features / groups])
    return reshape(standardized(scaledMoments(grouped, [1, 3]), epsilon), x.shape)
  }
  return normLayer('groupNorm', features, { epsilon, name, groups }, normalize, (input) => {
    if (sizeOf(input) === groups)
      throw new NnError(
        `groupNorm(${features}, ${groups}) was given ${shapeWithBatch(input)}, one value in each group of an example, which less its mean is 0. Take fewer groups, or layerNorm.`,
      )
  })
}

export interface BatchNormOptions extends NormOptions {
  /**
   * The share of the batch statistics in the new running statistics, above 0 and at most 1: running ← (1 − momentum) · running + momentum · batch.
   * Default 0.1, as in PyTorch. (Keras calls 1 − momentum so.)
   */
  readonly momentum?: number
}

const readBatchNorm = nnOptions(
  'batchNorm',
  { momentum: withDefault(number({ above: 0, to: 1 }), 0.1), ...normFields } satisfies Fields<BatchNormOptions>,
  otherNames,
)

/**
 * (x − mean) / √(variance + epsilon) · scale + shift, feature by feature of x [batch, …, features] (Ioffe and Szegedy 2015, algorithm 1).
 *
 * In `train` passes mean and variance are those of the batch, over all axes but the last, with the variance divided by the number n of values. Gradients
 * pass through both. The running mean and variance follow by `momentum` after the step; for the running variance the batch variance is divided
 * by n − 1. They are the layer's `state`, both [features]; the mean begins at 0, the variance at 1. The layer reports them as 'state', and the
 * trainer writes them. `evaluate` and `sample` passes use them instead of the batch statistics. Scale begins at 1, shift at 0, both [features].
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
  options: BatchNormOptions = {},
): Layer<Features, Features> {
  const { momentum, epsilon, name } = readBatchNorm(options)
  const layer = normLayer('batchNorm', features, { epsilon, name, momentum }, (x, pass) => {
    const running = runningOf(layer)
    if (pass.mode !== 'train') return standardize(sub(x, running.mean), running.variance, epsilon)
    const count = countOf(features, x)
    const batch = scaledMoments(x, axesOf(x))
    noGrad(() => reportRunning(pass, running, batch, { momentum, count }))
    return standardized(batch, epsilon)
  })
  return Object.assign(layer, {
    smallestBatch: (input: Shape) => (sizeOf(input) > features ? 1 : 2),
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
  { mean, variance, factor }: ScaledMoments,
  { momentum, count }: { readonly momentum: number; readonly count: number },
): void {
  const unbiased = count / (count - 1)
  const follow = (old: Tensor, current: Tensor, factor: number): Tensor =>
    add(mul(old, 1 - momentum), mul(reshape(current, old.shape), momentum * factor))
  const unscaled = (value: Tensor): Tensor => (factor ? div(value, factor) : value)
  pass.report('state', {
    mean: follow(running.mean, unscaled(mean), 1),
    variance: follow(running.variance, unscaled(unscaled(variance)), unbiased),
  })
  pass.report('statistics', () => ({
    mean: reshape(unscaled(mean), running.mean.shape),
    variance: mul(reshape(unscaled(unscaled(variance)), running.variance.shape), unbiased),
  }))
}

/** All axes but the last. */
function axesOf({ rank }: Tensor): readonly number[] {
  return Array.from({ length: rank - 1 }, (_, axis) => axis)
}

/** The number of values of a feature: at least two, since the variance of one is not defined. */
function countOf(features: number, x: Tensor): number {
  const count = x.size / features
  if (count >= 2) return count
  throw new NnError(
    `batchNorm(${features}) was given ${formatShape(x.shape)} in training, ${count} value${count === 1 ? '' : 's'} of each feature; the variance of a batch takes two at least. Train on larger batches (the last one of an epoch may be short), or use layerNorm.`,
  )
}

/** The name of a normalizing layer, and its settings for options. */
interface NormSettings {
  readonly epsilon: number
  readonly name: string | undefined
  readonly [setting: string]: JsonValue | undefined
}

/** A layer that normalizes x [batch, …, features] by `normalize`, multiplies by its scale and adds its shift, both [features]. */
function normLayer<const Features extends number>(
  kind: string,
  features: Features,
  { name, ...options }: NormSettings,
  normalize: (x: Tensor, pass: Pass) => Tensor,
  /** Refuses further shapes without the batch. */
  checkInput?: (input: Shape) => void,
): Layer<Features, Features> {
  checkCounts(kind, { features })
  const layer: Layer<Features, Features> = {
    ...(plainLayer(kind, name, { features, ...options }) as Layer<Features, Features>),
    parameters: {
      scale: { shape: [features], initializer: ones },
      shift: { shape: [features], initializer: zeros },
    },
    outputShape(input) {
      if (input.at(-1) !== features)
        throw new NnError(
          `${kind}(${features}) takes a last axis of ${features}, but was given ${shapeWithBatch(input)}.`,
        )
      checkInput?.(input)
      return input
    },
    forward: forSamples((x: Tensor, pass: Pass, params: Params = layer.params): Tensor => {
      const { scale, shift } = params as { scale?: Tensor; shift?: Tensor }
      if (!scale || !shift)
        throw new NnError(
          `${kind}(${features}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      layer.outputShape(x.shape.slice(1))
      return scope(() => add(mul(normalize(x, pass), scale), shift))
    }),
  }
  return layer
}

/** Mean and variance over some axes, which stay with an extent of 1, and x minus the mean. The variance is divided by the number of elements. */
function moments(x: Tensor, axes: readonly number[]): { mean: Tensor; variance: Tensor; centered: Tensor } {
  const kept = x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
  const average = reshape(mean(x, axes), kept)
  const centered = sub(x, average)
  return { mean: average, variance: reshape(mean(square(centered), axes), kept), centered }
}

/** 2^−80 and 2^−540: the largest number times it has a square. */
const SMALLER = { float32: 8.271806125530277e-25, float64: 2.778448436856347e-163 }

/** Moments of x times a factor, which is 1 but where the variance of finite numbers overflows: there a power of 2. */
interface ScaledMoments {
  readonly mean: Tensor
  readonly variance: Tensor
  readonly centered: Tensor
  /** Undefined where it is 1 everywhere. */
  readonly factor: Tensor | undefined
}

/** `moments`, of smaller numbers where the variance overflows. Without a synchronous read both are computed, to the same bits. */
function scaledMoments(x: Tensor, axes: readonly number[]): ScaledMoments {
  const plain = moments(x, axes)
  const { syncRead } = x.backend
  if (syncRead && !plain.variance.readSync().includes(Infinity)) return { ...plain, factor: undefined }
  const factor = where(
    equal(plain.variance, Infinity),
    x.dtype === 'float64' ? SMALLER.float64 : SMALLER.float32,
    tensor(1, { dtype: x.dtype, backend: x.backend }),
  )
  return { ...moments(mul(x, factor), axes), factor }
}

/** x less its mean, over its standard deviation. */
function standardized({ centered, variance, factor }: ScaledMoments, epsilon: number): Tensor {
  if (!factor) return standardize(centered, variance, epsilon)
  const spread = add(variance, mul(square(factor), epsilon))
  // Large numbers that are equal have no spread, and factor² · ε vanishes.
  const isEqual = equal(spread, 0)
  return div(centered, where(isEqual, mul(factor, Math.sqrt(epsilon)), sqrt(where(isEqual, 1, spread))))
}

/** centered / √(variance + epsilon). */
function standardize(centered: Tensor, variance: Tensor, epsilon: number): Tensor {
  return div(centered, sqrt(add(variance, epsilon)))
}
