import { assign, assignScaledSum, noGrad, scope, type Tensor } from '@thinned/tensor'
import type { Progress } from '../run/progress.ts'
import type { RunSetup } from '../run/run.ts'
import type { AveragingRule } from './rules.ts'

/** Moves the averages toward the weights, where the run's averaging rule acts on this occasion. */
export function moveAverages({ options, steps }: RunSetup, progress: Progress, occasion: AveragingRule['every']): void {
  const { averaging } = options
  if (averaging?.every !== occasion) return
  const moment = { step: progress.step - 1, steps, epoch: progress.epoch }
  noGrad(() => {
    for (const [path, average] of Object.entries(progress.averages))
      scope(() => averaging.update(average, progress.params[path]!, moment))
  })
}

/** Replaces the model's weights by their averages. */
export function assignAverages(progress: Progress): void {
  for (const [path, average] of Object.entries(progress.averages)) assign(progress.params[path]!, average)
}

/** average ← decay · average + (1 − decay) · parameter; with decay 0 the parameter, even where the average is not finite. */
export function moveAverage(average: Tensor, parameter: Tensor, decay: number): void {
  if (decay === 0) assign(average, parameter)
  else assignScaledSum(average, decay, average, 1 - decay, parameter)
}
