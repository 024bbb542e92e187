import { createPass, type Moment, type Pass, type PassOptions } from '@thinned/nn'
import type { Progress } from './progress.ts'
import type { RunSetup } from './run.ts'

/** The moment of a step of the present epoch. It notes whether something follows the number of steps of the run, which more epochs would change. */
export function momentAt(setup: Pick<RunSetup, 'steps'>, progress: Progress, step: number): Moment {
  return {
    step,
    epoch: progress.epoch,
    get steps() {
      progress.readsSteps = true
      return setup.steps
    },
  }
}

/** A pass at such a moment. */
export function passAt(moment: Moment, options: Omit<PassOptions, keyof Moment>): Pass {
  return createPass({
    ...options,
    step: moment.step,
    epoch: moment.epoch,
    get steps() {
      return moment.steps
    },
  })
}
