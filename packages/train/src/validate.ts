import { keepIfAmongBest } from './best-checkpoints.ts'
import { measureFull } from './measure.ts'
import { keepBest, type Training, tellCallbacks } from './training.ts'
import type { ValidationRecord } from './validation-record.ts'
import { isBetter, monitoredValue } from './watch.ts'

/** Whether the validation data is to be measured now: never twice at one step. `atEnd` says that an epoch ends here. */
export function validationIsDue(training: Training, atEnd = false): boolean {
  const { options, progress, steps } = training
  const { validateEvery = { epochs: 1 }, epochs } = options
  if (!training.validation || progress.validations.at(-1)?.step === progress.step) return false
  if ('steps' in validateEvery) return progress.step % validateEvery.steps === 0 || progress.step === steps
  return atEnd && ((progress.epoch + 1) % validateEvery.epochs === 0 || progress.epoch + 1 === epochs)
}

/** Measures the validation data and tells of it. */
export async function validate(training: Training): Promise<void> {
  const record = await measureValidation(training)
  await tellCallbacks(training, 'validation', { record })
}

/** Measures the full network on the validation data, notes it and, with early stopping, keeps the weights and the state if they are the best. */
export async function measureValidation(training: Training): Promise<ValidationRecord> {
  const { options, progress } = training
  const { metrics, ...scores } = await measureFull(training, training.validation!)
  const record = { step: progress.step, epoch: progress.epoch, ...scores, ...(options.metrics ? { metrics } : {}) }
  await keepIfAmongBest(training, record)
  progress.validations.push(record)
  if (options.earlyStopping) {
    const value = monitoredValue(record, options.earlyStopping)
    const better = isBetter(value, progress.best?.value, options.earlyStopping)
    progress.waited = better ? 0 : progress.waited + 1
    if (better) {
      progress.best = { step: progress.step, epoch: progress.epoch, value }
      keepBest(training)
    }
  }
  return record
}

export function patienceIsOver({ options, progress }: Training): boolean {
  return options.earlyStopping !== undefined && progress.waited >= options.earlyStopping.patience
}
