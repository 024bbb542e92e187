import { scope, square } from '@thinned/tensor'
import type { LossCases } from '../../test/loss-cases.ts'
import { expectedBinaryCrossEntropy } from './expected-binary-cross-entropy.ts'

export const cases: LossCases = {
  plain: {
    loss: ([mean, deviation], targets, weights) =>
      scope(() =>
        expectedBinaryCrossEntropy({ mean: mean!, variance: square(deviation!) }, targets, {
          ...(weights && { weights }),
        }),
      ),
    predictions: [[2], [2]],
    targets: [2],
    weights: [],
    values: 'probabilities',
    refused: [[], [1]],
  },
}
