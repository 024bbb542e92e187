import { createPass, type Layer, linear } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'
import { keeps, twoPoint } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { zerosLike } from '../kit/ends.ts'
import { type DropConnectOptions, dropConnect } from './drop-connect.ts'

const WIDTH = 12

/** The output of the layer at weight 0: its bias. */
function withoutWeight({ children, params }: Layer, x: Tensor): Tensor {
  const { weight, bias } = params['layer'] as { weight: Tensor; bias: Tensor }
  return children['layer']!.forward(x, createPass({ mode: 'evaluate' }), { weight: zerosLike(weight), bias })
}

/** What dropConnect states about itself, around a linear layer. */
export const dropConnectFacts: VariantFacts<DropConnectOptions> = {
  name: 'dropConnect',
  drops: 'single weights of a layer, for each example',
  group: 'weights',
  formula: 'x·(w ⊙ m/keep) + b, m ~ Bernoulli(keep)',
  evaluation: 'x·w + b',
  source: 'Wan et al. 2013, algorithm 1',
  link: 'https://proceedings.mlr.press/v28/wan13.html',
  make: (options) => dropConnect(linear(WIDTH, WIDTH), options),
  settings: [...keeps, { keep: 0.5, share: 'batch' }],
  input: [20, WIDTH],
  axes: ['example', 'feature'],
  noise: { ...twoPoint(), on: 'weights', share: 'batch' },
  zero: withoutWeight,
  exempt: {
    independence: 'each output has another variance, and the widths are fixed',
    storage: 'the graph holds the thinned weights, which the gradient of a product needs',
  },
}
