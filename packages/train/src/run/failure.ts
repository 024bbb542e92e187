import type { ThinnedErrorOptions } from '@thinned/schema'
import { TrainError, textOf } from '../train-error.ts'
import { handOverAverages } from '../updates/averaged-state.ts'
import { restoreBestModel } from './progress.ts'
import { isSaved, type Run, storeCheckpoint } from './run.ts'

/**
 * Keeps what a run has that an error ends: writes a checkpoint of the last whole step, and puts the best weights back into the model. A run whose
 * numbers broke leaves its last checkpoint as it is. The result is the error to throw.
 */
export async function endInFailure(run: Run, error: unknown): Promise<TrainError> {
  const { progress, setup } = run
  let unsaved = ''
  if (run.sound && !run.closed && !isSaved(run) && error !== run.saveError)
    try {
      await storeCheckpoint(run)
    } catch (second) {
      unsaved = ` ${textOf(second)}`
    }
  if (!run.closed) {
    if (progress.best) restoreBestModel(progress)
    else if (run.sound && progress.epoch === setup.options.epochs)
      try {
        await handOverAverages(run)
      } catch (second) {
        unsaved += ` ${textOf(second)}`
      }
  }
  const { code, cause }: ThinnedErrorOptions =
    error instanceof TrainError ? { code: error.code, cause: error.cause ?? error } : { code: 'failed', cause: error }
  return new TrainError(`${textOf(error)} ${endOf(run)}${unsaved}`, { code, cause })
}

/** Where the run ended, and what is left of it. */
function endOf(run: Run): string {
  const { progress, setup, saved, closed } = run
  const { checkpoint, steps, options } = setup
  const epoch = Math.min(progress.epoch, options.epochs - 1)
  let left = ''
  if (checkpoint && !saved) left = '; it has no checkpoint yet'
  else if (isSaved(run) && saved) left = ', and can be resumed from its checkpoint'
  else if (saved) left = `; its last checkpoint is that of step ${saved.step}`
  const best =
    progress.best && !closed ? ` The model has its best weights again, those of step ${progress.best.step}.` : ''
  return `The run was ended after ${progress.step} of ${steps} steps, in epoch ${epoch}${left}.${best}`
}
