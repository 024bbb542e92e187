import { massAbove } from '../probability-mass.ts'
import type { SetScore } from '../set-score.ts'

/**
 * The score 'aps', plus `penalty` for each class that is as probable or more, itself among them, beyond the first `kReg`. The tail of improbable
 * classes, whose order is noise, then no longer makes large sets. Source: Angelopoulos, Bates, Malik and Jordan 2021, equation 3.
 */
export const raps: SetScore = {
  takes: ['key', 'penalty', 'kReg'],
  fill({ probabilities, draw }, { penalty, kReg }, scores) {
    const { above, ranks, total } = massAbove(probabilities)
    for (let c = 0; c < scores.length; c++)
      scores[c] = (above[c]! + draw * probabilities[c]!) / total + penalty * Math.max(ranks[c]! - kReg, 0)
  },
}
