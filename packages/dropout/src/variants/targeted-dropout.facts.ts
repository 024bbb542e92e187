import { createPass, type Layer, linear, type Params } from '@thinned/nn'
import { type Tensor, where } from '@thinned/tensor'
import { keepIn } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type Targets, targetedMask } from '../kit/targeted-mask.ts'
import { type TargetedDropoutOptions, targetedDropout } from './targeted-dropout.ts'

const WIDTH = 12

/** The share of weights that a pass drops on average. */
function dropIn({ targeted, ...options }: TargetedDropoutOptions): number {
  return (targeted as number) * (1 - keepIn(options))
}

/** The output of the layer without its targets. */
function pruned({ children, options }: Layer, x: Tensor): Tensor {
  const { layer } = children as { layer: Layer }
  const { targeted, of } = options as { targeted: number; of: Targets }
  const { weight, ...others } = layer.params as { weight: Tensor } & Params
  const left = where(targetedMask(weight, targeted, of), 0, weight)
  return layer.forward(x, createPass({ mode: 'evaluate' }), { ...others, weight: left })
}

/** What targeted dropout states about itself, around a linear layer. */
export const targetedDropoutFacts: VariantFacts<TargetedDropoutOptions> = {
  name: 'targetedDropout',
  drops: 'the least important weights or units, for the whole batch',
  group: 'weights',
  formula: 'w·m, m ~ Bernoulli(keep) among the smallest |w| of a unit, else 1',
  evaluation: 'x·w + b, without the targets if { prune: true }',
  source: 'Gomez et al. 2019',
  link: 'https://arxiv.org/abs/1905.13678',
  make: (options) => targetedDropout(linear(WIDTH, WIDTH), options),
  settings: [
    { keep: 0.25, targeted: 0.75 },
    { keep: 0.5, targeted: 0.5 },
    { keep: 0.5, targeted: 1, of: 'units' },
  ],
  input: [20, WIDTH],
  axes: ['example', 'feature'],
  noise: {
    form: 'select',
    on: 'weights',
    mean: (options) => 1 - dropIn(options),
    variance: (options) => dropIn(options) * (1 - dropIn(options)),
    moments: { mean: '1 − targeted·(1 − keep)', variance: 'targeted·(1 − keep)·(1 − targeted·(1 − keep))' },
    support: () => [0, 1],
    share: 'batch',
  },
  zero: pruned,
  exempt: {
    independence: 'each output has another variance, and the widths are fixed',
    storage: 'the graph holds the thinned weights, which the gradient of a product needs',
  },
}
