import type { IntervalScore } from '../interval-score.ts'

/**
 * |target − prediction| / (deviation + floor): intervals as wide as the deviation that the model predicts, such as the standard deviation of Monte
 * Carlo samples. Source: Papadopoulos, Gammerman and Vovk 2008; Papadopoulos and Haralambous 2011, whose beta is the floor.
 */
export const normalized: IntervalScore = {
  needs: ['predicted', 'deviation'],
  takes: ['floor'],
  score: ({ predicted, deviation }, target, { floor }) => Math.abs(target - predicted) / (deviation + floor),
  interval: ({ predicted, deviation }, threshold, { floor }) => {
    const half = threshold * (deviation + floor)
    return [predicted - half, predicted + half]
  },
}
