import type { SetScore } from '../set-score.ts'

/**
 * 1 − p(class): one bar for the probability, the same for all rows. The sets are the smallest on average, and empty where no class reaches
 * the bar. Sources: Sadinle, Lei and Wasserman 2019 (LAC); the name is that of Angelopoulos et al. 2021.
 */
export const thr: SetScore = {
  takes: [],
  fill({ probabilities }, _, scores) {
    for (let c = 0; c < scores.length; c++) scores[c] = 1 - probabilities[c]!
  },
}
