import { type Fields, formatValue, optional } from '@thinned/schema'
import {
  add,
  arange,
  cos,
  exp,
  formatShape,
  mul,
  reshape,
  type Shape,
  scope,
  sin,
  slice,
  stack,
  type Tensor,
  tensor,
} from '@thinned/tensor'
import { normal } from '../initializers/normal.ts'
import { type Initializer, type Layer, type Params, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkCounts, initializer, name, nameOnly, nnOptions } from '../options.ts'
import type { Pass } from '../pass.ts'
import { forSamples } from '../samples.ts'

export interface PositionalEmbeddingOptions {
  /** Initial values of the weight. Default normal with standard deviation 0.02. */
  readonly weight?: Initializer
  readonly name?: string
}

const read = nnOptions('positionalEmbedding', {
  weight: optional(initializer),
  name,
} satisfies Fields<PositionalEmbeddingOptions>)

/**
 * x plus a learned row for each step: [batch, time, features] with up to `length` steps, weight [length, features] (Gehring et al. 2017).
 *
 * @example
 * ```ts
 * import { createPass, init, initializers, positionalEmbedding } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { zeros } from '@thinned/tensor'
 *
 * const layer = positionalEmbedding(128, 2, { weight: initializers.ones })
 * init(layer, key(1))
 * console.log(layer.forward(zeros([1, 2, 2]), createPass({ mode: 'evaluate' })).readSync()) // Float32Array(4) [ 1, 1, 1, 1 ]
 * ```
 */
export function positionalEmbedding<const Features extends number>(
  length: number,
  features: Features,
  options: PositionalEmbeddingOptions = {},
): Layer<Features, Features> {
  checkCounts('positionalEmbedding', { steps: length, features })
  const { weight = normal(0.02), name } = read(options)
  const layer: Layer<Features, Features> = {
    ...(plainLayer('positionalEmbedding', name, { length, features }) as Layer<Features, Features>),
    role: 'positions',
    parameters: { weight: { shape: [length, features], initializer: weight } },
    outputShape(input: Shape) {
      if (input.length !== 2 || input[0]! > length || input[1] !== features)
        throw new NnError(
          `positionalEmbedding(${length}, ${features}) takes [batch, time, ${features}] with up to ${length} steps, but was given [batch, ${formatShape(input).slice(1)}.`,
        )
      return input
    },
    forward: forSamples((x: Tensor, _pass: Pass, params: Params = layer.params): Tensor => {
      const { weight: rows } = params as { weight?: Tensor }
      if (!rows)
        throw new NnError(
          `positionalEmbedding(${length}, ${features}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      const [time] = layer.outputShape(x.shape.slice(1))
      return scope(() => add(x, slice(rows, 0, 0, time!)))
    }),
  }
  return layer
}

/** ln 10,000. */
const LOG_LONGEST = 9.210340371976184

/**
 * x plus a sinusoidal encoding of the step: sin(t / 10000^(2i/features)) is added to feature 2i of step t, from 0, and the cosine to feature 2i + 1, of
 * [batch, time, features] with an even number of features. It has no parameters (Vaswani et al. 2017, section 3.5).
 *
 * @example
 * ```ts
 * import { createPass, sinusoidalPositions } from '@thinned/nn'
 * import { zeros } from '@thinned/tensor'
 *
 * const first = sinusoidalPositions(4).forward(zeros([1, 1, 4]), createPass({ mode: 'evaluate' }))
 * console.log(first.readSync()) // Float32Array(4) [ 0, 1, 0, 1 ]
 * ```
 */
export function sinusoidalPositions<const Features extends number>(
  features: Features,
  options: { readonly name?: string } = {},
): Layer<Features, Features> {
  if (!Number.isInteger(features) || features < 2 || features % 2 !== 0)
    throw new NnError(
      `sinusoidalPositions was given ${formatValue(features)} features; it takes an even integer from 2.`,
    )
  const { name } = nameOnly('sinusoidalPositions')(options)
  let waves = new Float64Array(0)
  const layer: Layer<Features, Features> = {
    ...(plainLayer('sinusoidalPositions', name, { features }) as Layer<Features, Features>),
    role: 'positions',
    outputShape(input: Shape) {
      if (input.length !== 2 || input[1] !== features)
        throw new NnError(
          `sinusoidalPositions(${features}) takes [batch, time, ${features}], but was given [batch, ${formatShape(input).slice(1)}.`,
        )
      return input
    },
    forward: forSamples((x: Tensor): Tensor => {
      const [time] = layer.outputShape(x.shape.slice(1)) as [number]
      const size = time * features
      if (waves.length < size) waves = wavesOf(time, features)
      return scope(() => {
        const { dtype, backend } = x
        return add(x, tensor(waves.subarray(0, size), { shape: [time, features], dtype, backend }))
      })
    }),
  }
  return layer
}

/** An angle that sin takes: from 8192 on without its full turns, whose rounding costs 4e-17 of the angle. */
const withinRange = (angle: number): number => (angle > 8192 ? angle % (2 * Math.PI) : angle)

/** Computed on the reference in float64, so that every backend gets the same values. */
function wavesOf(time: number, features: number): Float64Array<ArrayBuffer> {
  return scope(() => {
    const half = arange(features / 2, { dtype: 'float64' })
    const frequencies = exp(mul(half, (-2 * LOG_LONGEST) / features))
    const angles = mul(reshape(arange(time, { dtype: 'float64' }), [time, 1]), frequencies)
    const turns = tensor(angles.readSync().map(withinRange), { shape: angles.shape, dtype: 'float64' })
    return stack([sin(turns), cos(turns)], -1).readSync() as Float64Array<ArrayBuffer>
  })
}
