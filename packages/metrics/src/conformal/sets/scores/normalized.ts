import type { SetScore } from '../set-score.ts'

/**
 * (1 − p(class)) / (uncertainty + floor): the bar for the probability falls where the model knows less, such as by the entropy or the mutual
 * information of Monte Carlo samples. Source: the normalized residuals of regressions (Papadopoulos, Gammerman and Vovk 2008; Papadopoulos and
 * Haralambous 2011; Angelopoulos and Bates 2023, section 2.3), here of 'thr'.
 */
export const normalized: SetScore = {
  takes: ['floor'],
  needsUncertainty: true,
  fill({ probabilities, uncertainty }, { floor }, scores) {
    for (let c = 0; c < scores.length; c++) scores[c] = (1 - probabilities[c]!) / (uncertainty + floor)
  },
}
