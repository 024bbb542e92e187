import { massAbove } from '../probability-mass.ts'
import type { SetScore } from '../set-score.ts'

/**
 * The probability of all classes that are more probable than this one, plus the part `draw` of its own; of all probability. Sets adapt to the
 * row: small where one class has the mass, large where it is spread. Without a key the whole of its own counts. Source: Romano, Sesia and
 * Candès 2020, in the form of Angelopoulos et al. 2021.
 */
export const aps: SetScore = {
  takes: ['key'],
  fill({ probabilities, draw }, _, scores) {
    const { above, total } = massAbove(probabilities)
    for (let c = 0; c < scores.length; c++) scores[c] = (above[c]! + draw * probabilities[c]!) / total
  },
}
