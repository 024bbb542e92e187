import type { LossCases } from '../../test/loss-cases.ts'
import { klDivergence } from './kl-divergence.ts'

export const cases: LossCases = {
  plain: {
    loss: ([logits], targets, weights) => klDivergence(logits!, targets, { ...(weights && { weights }) }),
    predictions: [[3]],
    targets: [3],
    weights: [],
    refused: [[], [1], [4]],
    logits: true,
  },
  'of sequences': {
    loss: ([logits], targets, weights) => klDivergence(logits!, targets, { ...(weights && { weights }) }),
    predictions: [[2, 3]],
    targets: [2, 3],
    weights: [2],
    refused: [[3]],
    logits: true,
  },
}
