import type { LossCases } from '../../test/loss-cases.ts'
import { mse } from './mse.ts'

export const cases: LossCases = {
  plain: {
    loss: ([predictions], targets, weights) => mse(predictions!, targets, { ...(weights && { weights }) }),
    predictions: [[2]],
    targets: [2],
    weights: [],
    refused: [[], [1], [2, 1]],
  },
  'of sequences, with weights for each step': {
    loss: ([predictions], targets, weights) => mse(predictions!, targets, { ...(weights && { weights }) }),
    predictions: [[3, 2]],
    targets: [3, 2],
    weights: [3],
    refused: [[3]],
  },
}
