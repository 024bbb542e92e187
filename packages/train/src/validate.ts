import { evaluate } from './evaluate.ts'
import { keepBest, notify, type Training } from './training.ts'
import { type ValidationRecord, valuesOf } from './validation-record.ts'

/** Whether the validation data is to be measured now: never twice at one step. `atEnd` says that an epoch ends here. */
export function validationIsDue({ options, progress, steps }: Training, atEnd = false): boolean {
  const { data, validateEvery = { epochs: 1 }, epochs } = options
  if (!data.validation || progress.validations.at(-1)?.step === progress.step) return false
  if ('steps' in validateEvery) return progress.step % validateEvery.steps === 0 || progress.step === steps
  return atEnd && ((progress.epoch + 1) % validateEvery.epochs === 0 || progress.epoch + 1 === epochs)
}

/** Measures the validation data and tells of it. */
export async function validate(training: Training): Promise<void> {
  const record = await measureValidation(training)
  await notify(training, 'validation', { record })
}

/** Measures the full network on the validation data, notes it and, with early stopping, keeps the weights and the state if they are the best. */
export async function measureValidation(training: Training): Promise<ValidationRecord> {
  const { model, options, progress, backend } = training
  const { loss, error } = await evaluate(model, options.data.validation!, { loss: options.loss, backend })
  const record: ValidationRecord = { step: progress.step, epoch: progress.epoch, loss, error }
  progress.validations.push(record)
  if (options.earlyStopping) {
    const value = valuesOf(record)[options.earlyStopping.metric ?? 'validationLoss']!
    const better = value < (progress.best?.value ?? Infinity)
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
