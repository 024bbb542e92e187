import type { LossCases } from '../../test/loss-cases.ts'
import { crossEntropy } from './cross-entropy.ts'

export const cases: LossCases = {
  plain: {
    loss: ([logits], labels) => crossEntropy(logits!, labels),
    predictions: [[3]],
    targets: [],
    values: 3,
    refused: [[1], [3]],
    logits: true,
  },
}
