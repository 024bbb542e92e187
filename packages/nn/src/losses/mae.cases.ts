import type { LossCases } from '../../test/loss-cases.ts'
import { mae } from './mae.ts'

export const cases: LossCases = {
  plain: {
    loss: ([predictions], targets, weights) => mae(predictions!, targets, { ...(weights && { weights }) }),
    predictions: [[2]],
    targets: [2],
    weights: [],
    refused: [[], [1], [2, 1]],
  },
}
