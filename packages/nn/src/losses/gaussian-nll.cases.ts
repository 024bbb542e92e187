import type { LossCases } from '../../test/loss-cases.ts'
import { gaussianNll } from './gaussian-nll.ts'

export const cases: LossCases = {
  plain: {
    loss: ([mean, logVariance], targets, weights) =>
      gaussianNll({ mean: mean!, logVariance: logVariance! }, targets, { ...(weights && { weights }) }),
    predictions: [[2], [2]],
    targets: [2],
    weights: [],
    refused: [[], [1], [2, 1]],
  },
  'one tensor of means and log variances': {
    loss: ([outputs], targets, weights) => gaussianNll(outputs!, targets, { ...(weights && { weights }) }),
    predictions: [[4]],
    targets: [2],
    weights: [],
    refused: [[], [1], [2, 1], [4]],
  },
}
