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
  stack,
  type Tensor,
  tensor,
} from '@thinned/tensor'
import { type Layer, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'

/** ln 10,000. */
const LOG_LONGEST = 9.210340371976184

/**
 * x plus waves that tell the steps apart: sin(t / 10000^(2i/features)) is added to feature 2i of step t, from 0, and the cosine to feature
 * 2i + 1, of [batch, time, features] with an even number of features. Nothing is learned (Vaswani et al. 2017, section 3.5).
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
  { name }: { readonly name?: string } = {},
): Layer<Features, Features> {
  if (!Number.isInteger(features) || features < 2 || features % 2 !== 0)
    throw new NnError(`sinusoidalPositions was given ${features} features; it takes an even integer from 2.`)
  let waves = new Float64Array(0)
  const layer: Layer<Features, Features> = {
    ...(plainLayer('sinusoidalPositions', name, { features }) as Layer<Features, Features>),
    outputShape(input: Shape) {
      if (input.length !== 2 || input[1] !== features)
        throw new NnError(
          `sinusoidalPositions(${features}) takes [batch, time, ${features}], but was given [batch, ${formatShape(input).slice(1)}.`,
        )
      return input
    },
    forward(x: Tensor): Tensor {
      const [time] = layer.outputShape(x.shape.slice(1)) as [number]
      const size = time * features
      if (waves.length < size) waves = wavesOf(time, features)
      return scope(() => {
        const { dtype, backend } = x
        return add(x, tensor(waves.subarray(0, size), { shape: [time, features], dtype, backend }))
      })
    },
  }
  return layer
}

/** Computed on the reference in float64, so that they are the same for every backend. */
function wavesOf(time: number, features: number): Float64Array<ArrayBuffer> {
  return scope(() => {
    const half = arange(features / 2, { dtype: 'float64' })
    const frequencies = exp(mul(half, (-2 * LOG_LONGEST) / features))
    const angles = mul(reshape(arange(time, { dtype: 'float64' }), [time, 1]), frequencies)
    return stack([sin(angles), cos(angles)], -1).readSync() as Float64Array<ArrayBuffer>
  })
}
