import { assign, assignScaledSum, noGrad, scope, sub, type Tensor } from '@thinned/tensor'
import { momentAt } from '../run/moment.ts'
import type { Progress } from '../run/progress.ts'
import type { RunSetup } from '../run/run.ts'
import type { AveragingRule } from './rules.ts'

/** Moves the averages toward the weights, where the run's averaging rule acts on this occasion. */
export function moveAverages(setup: RunSetup, progress: Progress, occasion: AveragingRule['every']): void {
  const { averaging } = setup.options
  if (averaging?.every !== occasion) return
  const moment = momentAt(setup, progress, progress.step - 1)
  noGrad(() => {
    for (const [path, average] of Object.entries(progress.averages))
      scope(() => averaging.update(average, progress.params[path]!, moment))
  })
}

/**
 * average ← average + share · (parameter − average); with share 1 the parameter, even where the average is not finite. An average that is the
 * parameter stays: decay · average + share · parameter would move it, as the rounded factors do not add up to 1.
 */
export function moveAverage(average: Tensor, parameter: Tensor, share: number): void {
  if (share === 1) assign(average, parameter)
  else scope(() => noGrad(() => assignScaledSum(average, 1, average, share, sub(parameter, average))))
}
