import { type JsonValue, type Layer, type Pass, plainLayer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { alias, mul, noGrad, randomNormal, record, scope, type Tensor } from '@thinned/tensor'
import { streamStart } from './stream-start.ts'

export interface NoiseLayerSettings {
  readonly kind: string
  readonly name: string | undefined
  readonly options: Readonly<Record<string, JsonValue>>
  /** Applies the noise to x. `draw` gives noise of x's shape. */
  apply(x: Tensor, pass: Pass, draw: Draw): Tensor
}

/** Normal noise with this mean and standard deviation, of the input's shape. Every call in a pass gives the same numbers. */
export type Draw = (mean: number, std: number) => Tensor

/**
 * A layer with normal noise. Element i of the batch gets number i of the stream of the pass's key, so parts of a batch get the same noise as the
 * batch. Evaluation is the identity.
 */
export function noiseLayer({ kind, name, options, apply }: NoiseLayerSettings): Layer<'any', 'same'> {
  return {
    ...(plainLayer(kind, name, options) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward(x: Tensor, pass: Pass): Tensor {
      if (pass.mode === 'evaluate') return alias(x)
      const start = streamStart(x.shape, pass)
      return apply(x, pass, (mean, std) =>
        randomNormal(foldIn(pass.key, 'noise'), x.shape, {
          mean,
          std,
          start,
          dtype: x.dtype as 'float32' | 'float64',
          backend: x.backend,
        }),
      )
    },
  }
}

/** x times noise. The noise is not stored; the gradient draws it again. */
export function multiplyBy(x: Tensor, draw: () => Tensor): Tensor {
  const out = scope(() => noGrad(() => mul(x, draw())))
  return record(out, { op: 'noise', inputs: [x], backward: (grad) => [mul(grad, draw())] })
}
