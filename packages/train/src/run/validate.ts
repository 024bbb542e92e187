import { formatOf } from '../checkpoint/checkpoint-store.ts'
import { during } from '../train-error.ts'
import { withAveragedState } from '../updates/averaged-state.ts'
import type { RunOptions } from './fit-options.ts'
import { measureFull } from './measure.ts'
import { refuseBrokenProgress } from './non-finite.ts'
import { type Progress, storeBestModel } from './progress.ts'
import type { ValidationRecord } from './records.ts'
import { isBetter, monitoredValue } from './records.ts'
import { type Run, type RunSetup, tellCallbacks } from './run.ts'

/** Whether the validation data is to be measured now, between two steps or at the end of an epoch; never twice at one step. */
export function validationIsDue(
  { options, validation, steps }: RunSetup,
  progress: Progress,
  occasion: 'between steps' | 'end of epoch' = 'between steps',
): boolean {
  const { validateEvery = { epochs: 1 }, epochs } = options
  if (!validation || progress.validations.at(-1)?.step === progress.step) return false
  if ('steps' in validateEvery) return progress.step % validateEvery.steps === 0 || progress.step === steps
  const epoch = progress.epoch + 1
  return occasion === 'end of epoch' && (epoch % validateEvery.epochs === 0 || epoch === epochs)
}

/** Measures the validation data and tells the callbacks. */
export async function validate(run: Run): Promise<void> {
  await refuseBrokenProgress(run)
  const record = await withAveragedState(run, () => measureValidation(run.setup, run.progress))
  await tellCallbacks(run, 'validation', { record })
}

/** Measures the full network on the validation data, and keeps its weights where they are the best. */
export async function measureValidation(setup: RunSetup, progress: Progress): Promise<ValidationRecord> {
  const { options, validation } = setup
  const { checkpoint } = options
  const { step, epoch } = progress
  const { metrics, ...scores } = await during(`Measuring the validation data after step ${step}`, () =>
    measureFull(setup, validation!),
  )
  const record = { step, epoch, ...scores, ...(options.metrics ? { metrics } : {}) }
  const value = options.earlyStopping && monitoredValue(record, options.earlyStopping)
  if (checkpoint?.best) await formatOf(checkpoint.store).saveIfAmongBest(options, progress, record)
  progress.validations.push(record)
  if (options.earlyStopping) {
    const better = isBetter(value!, progress.best?.value, options.earlyStopping)
    progress.waited = better ? 0 : progress.waited + 1
    if (better) {
      progress.best = { step, epoch, value: value! }
      storeBestModel(progress)
    }
  }
  return record
}

/** Whether early stopping has waited long enough. */
export function patienceIsOver({ earlyStopping }: RunOptions, progress: Progress): boolean {
  return earlyStopping !== undefined && progress.waited >= earlyStopping.patience
}
