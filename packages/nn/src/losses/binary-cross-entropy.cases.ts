import type { LossCases } from '../../test/loss-cases.ts'
import { binaryCrossEntropy } from './binary-cross-entropy.ts'

export const cases: LossCases = {
  plain: {
    loss: ([logits], targets, weights) => binaryCrossEntropy(logits!, targets, { ...(weights && { weights }) }),
    predictions: [[2]],
    targets: [2],
    weights: [],
    values: 'probabilities',
    refused: [[], [1]],
    logits: true,
  },
}
