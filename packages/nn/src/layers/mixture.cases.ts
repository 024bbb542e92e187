import { testDropout } from '../../test/dropout-layer.ts'
import type { LayerCases } from '../../test/layer-cases.ts'
import { tanh } from './activations.ts'
import { linear } from './linear.ts'
import { mixture } from './mixture.ts'
import { batchNorm } from './normalization.ts'
import { sequential } from './sequential.ts'

export const cases: LayerCases = {
  // Without biases at their ends: what is added to all logits of a member changes no probability.
  'of two architectures': {
    make: () =>
      mixture([
        linear(3, 2, { bias: false }),
        sequential(linear(3, 4), tanh(), testDropout(0.5), linear(4, 2, { bias: false })),
      ]),
    input: [3],
    refused: [[2]],
  },
  'of one logit': { make: () => mixture([linear(3, 1), linear(3, 1)], { task: 'binary' }), input: [3], refused: [[2]] },
  'of numbers': {
    make: () => mixture([linear(3, 2), sequential(linear(3, 2), batchNorm(2)), linear(3, 2)], { task: 'regression' }),
    input: [3],
    refused: [[2]],
  },
  'of numbers and their noise': {
    make: () => mixture([linear(3, 2), linear(3, 2)], { task: 'regression', noise: 'predicted' }),
    input: [3],
    refused: [[2]],
  },
}
