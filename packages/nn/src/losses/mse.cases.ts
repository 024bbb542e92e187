import type { LossCases } from '../../test/loss-cases.ts'
import { mse } from './mse.ts'

export const cases: LossCases = {
  plain: {
    loss: ([predictions], targets) => mse(predictions!, targets),
    predictions: [[2]],
    targets: [2],
    refused: [[], [1], [2, 1]],
  },
}
