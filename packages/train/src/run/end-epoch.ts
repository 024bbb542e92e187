import type { Source } from '../batches/tensors.ts'
import { during } from '../train-error.ts'
import { withAveragedState } from '../updates/averaged-state.ts'
import { measureFull, measureThinned } from './measure.ts'
import { refuseBrokenProgress } from './non-finite.ts'
import { type Progress, startOfEpoch } from './progress.ts'
import type { EpochRecord, ValidationRecord } from './records.ts'
import { countTime, type Run, type RunSetup, tellCallbacks } from './run.ts'
import { measureValidation, validationIsDue } from './validate.ts'

/**
 * Measures the epoch that has ended, adds it to the history, and tells the callbacks.
 *
 * @throws STOPPED where the signal stops a measurement; then nothing is added.
 */
export async function endEpoch(run: Run): Promise<void> {
  const { setup, progress } = run
  await refuseBrokenProgress(run)
  const { measured } = setup
  const isDue = validationIsDue(setup, progress, 'end of epoch')
  const measure = async (): Promise<Measured> => ({
    training:
      measured &&
      (await during(`Measuring the training data at the end of epoch ${progress.epoch}`, () =>
        measureTraining(setup, measured, progress),
      )),
    validation: isDue ? await measureValidation(setup, progress) : undefined,
  })
  const { training, validation } = await (measured || isDue ? withAveragedState(run, measure) : measure())
  countTime(run)
  const record = epochRecord(setup, progress, { training, validation })
  progress.history.push(record)
  Object.assign(progress, startOfEpoch(progress.epoch + 1))
  if (validation) await tellCallbacks(run, 'validation', { record: validation })
  await tellCallbacks(run, 'epoch', { record, epochs: setup.options.epochs })
}

/** What is measured of the training examples. */
type TrainingScores = Pick<EpochRecord, 'thinnedLoss' | 'loss' | 'error' | 'accuracy' | 'metrics'>

/** Where nothing counts in the measured examples, the losses are NaN: the run goes on. */
async function measureTraining(setup: RunSetup, source: Source, progress: Progress): Promise<TrainingScores> {
  const thinnedLoss = await measureThinned(setup, source, progress)
  const { loss, error, accuracy, metrics } = await measureFull(setup, source, Number.NaN)
  return { thinnedLoss, loss, error, accuracy, ...(setup.options.metrics ? { metrics } : {}) }
}

interface Measured {
  readonly training: TrainingScores | undefined
  readonly validation: ValidationRecord | undefined
}

/** Without measurements of the training data a record lacks them, as `UnmeasuredEpochRecord` says. */
function epochRecord(
  { train, measured }: RunSetup,
  { epoch, runningLoss, runningWeight, runningPenalty, keep, elapsed }: Progress,
  { training, validation }: Measured,
): EpochRecord {
  const seconds = elapsed / 1000
  return {
    epoch,
    runningLoss: runningLoss / runningWeight,
    ...(runningPenalty === undefined ? {} : { penalty: runningPenalty / runningWeight }),
    measuredExamples: measured?.size ?? 0,
    ...(training as TrainingScores),
    ...(validation ? validationFields(validation, training) : {}),
    keep: { ...keep },
    seconds,
    examplesPerSecond: seconds > 0 ? train.size / seconds : 0,
  }
}

function validationFields(validation: ValidationRecord, training: TrainingScores | undefined): Partial<EpochRecord> {
  return {
    validationLoss: validation.loss,
    validationError: validation.error,
    validationAccuracy: validation.accuracy,
    ...(validation.metrics ? { validationMetrics: validation.metrics } : {}),
    ...(training ? { gap: gapOf(validation, training) } : {}),
  }
}

function gapOf(validation: ValidationRecord, training: TrainingScores): number {
  return Number.isNaN(training.error) ? validation.loss - training.loss : validation.error - training.error
}
