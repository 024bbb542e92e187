import type { LossCases } from '../../test/loss-cases.ts'
import { huber } from './huber.ts'

export const cases: LossCases = {
  plain: {
    loss: ([predictions], targets, weights) => huber(predictions!, targets, { ...(weights && { weights }) }),
    predictions: [[2]],
    targets: [2],
    weights: [],
    refused: [[], [1], [2, 1]],
  },
  'with delta': {
    loss: ([predictions], targets) => huber(predictions!, targets, { delta: 0.3 }),
    predictions: [[]],
    targets: [],
    refused: [[1]],
  },
}
