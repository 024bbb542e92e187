import type { IntervalScore } from '../interval-score.ts'

/** |target − prediction|: intervals of one width for all rows. Source: Vovk, Gammerman and Shafer 2005; Lei et al. 2018. */
export const absolute: IntervalScore = {
  needs: ['predicted'],
  takes: [],
  score: ({ predicted }, target) => Math.abs(target - predicted),
  interval: ({ predicted }, threshold) => [predicted - threshold, predicted + threshold],
}
