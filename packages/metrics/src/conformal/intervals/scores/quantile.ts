import type { IntervalScore } from '../interval-score.ts'

/**
 * The larger of low − target and target − high, for two quantiles that the model predicts or that are those of Monte Carlo samples: below 0
 * inside. Both ends move by the threshold, outward or inward. Source: Romano, Patterson and Candès 2019 (CQR).
 */
export const quantile: IntervalScore = {
  needs: ['low', 'high'],
  takes: [],
  score: ({ low, high }, target) => Math.max(low - target, target - high),
  interval: ({ low, high }, threshold) => [low - threshold, high + threshold],
}
