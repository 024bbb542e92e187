import { initializers, type Layer, NnError, type Params, plainLayer } from '@thinned/nn'
import { add, mean, mul, noGrad, scope, sub, type Tensor } from '@thinned/tensor'

/** Batch statistics as a layer of the tests' own: takes off the batch's mean in training, elsewhere the running mean, its state. */
export function center<const Features extends number>(features: Features): Layer<Features, Features> {
  const layer: Layer<Features, Features> = {
    ...(plainLayer('center', undefined, { features }) as Layer<Features, Features>),
    states: { mean: { shape: [features], initializer: initializers.zeros } },
    outputShape: (input) => input,
    forward(x, pass, _params?: Params) {
      const { mean: running } = layer.state as { mean?: Tensor }
      if (!running) throw new NnError('center has no state yet. Call init(model, key) first.')
      if (pass.mode !== 'train') return sub(x, running)
      return scope(() => {
        const batch = mean(x, 0)
        pass.report('state', { mean: noGrad(() => add(mul(running, 0.9), mul(batch, 0.1))) })
        return sub(x, batch)
      })
    },
  }
  return layer
}
