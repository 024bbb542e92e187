import { measure, rmse } from '@thinned/metrics'
import type { Predictions } from '../training/predictions.ts'
import type { LearningData } from '../training/train-network.ts'

/** The error of the full network on the test examples: the share of wrong classes, or the root mean squared error in the units of the target. */
export function errorOf(data: LearningData, { predicted }: Predictions): number {
  const targets = data.splits.test.targets.data
  if (data.task === 'regression') return data.scale.scale * measure(rmse(), { predicted, targets })
  return Array.from(targets).filter((label, i) => predicted[i] !== label).length / targets.length
}
