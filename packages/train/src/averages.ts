import { assign, noGrad, scope } from '@thinned/tensor'
import type { AveragingRule } from './averaging-rule.ts'
import type { Training } from './training.ts'

/** Moves the averages toward the weights, where the run's rule does so at this occasion. */
export function moveAverages({ options, progress, steps }: Training, occasion: AveragingRule['every']): void {
  const { averaging } = options
  if (averaging?.every !== occasion) return
  const at = { step: progress.step - 1, steps, epoch: progress.epoch }
  noGrad(() => {
    for (const [path, average] of Object.entries(progress.averages))
      scope(() => averaging.update(average, progress.params[path]!, at))
  })
}

/** Gives the model the averages for its weights. */
export function handOverAverages({ progress }: Training): void {
  for (const [path, average] of Object.entries(progress.averages)) assign(progress.params[path]!, average)
}
