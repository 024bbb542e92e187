import type { LossCases } from '../../test/loss-cases.ts'
import { binaryCrossEntropy } from './binary-cross-entropy.ts'

export const cases: LossCases = {
  plain: {
    loss: ([logits], targets, weights) => binaryCrossEntropy(logits!, targets, { ...(weights && { weights }) }),
    predictions: [[2]],
    targets: [2],
    values: 'probabilities',
    weights: [],
    refused: [[], [1]],
    logits: true,
  },
  'positives weighed': {
    loss: ([logits], targets, weights) =>
      binaryCrossEntropy(logits!, targets, { positiveWeight: 3, ...(weights && { weights }) }),
    predictions: [[]],
    targets: [],
    values: 'probabilities',
    weights: [],
    refused: [[1]],
    logits: true,
  },
}
