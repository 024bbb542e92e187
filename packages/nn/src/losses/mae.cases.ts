import type { LossCases } from '../../test/loss-cases.ts'
import { mae } from './mae.ts'

export const cases: LossCases = {
  plain: {
    loss: ([predictions], targets) => mae(predictions!, targets),
    predictions: [[2]],
    targets: [2],
    refused: [[], [1], [2, 1]],
  },
}
