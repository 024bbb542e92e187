import { type Arrays, batches, type Values } from '@thinned/data'
import type { AnyModel, Model } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { formatValue } from '@thinned/schema'
import { yielding } from '../batches/event-loop.ts'
import { fetchAhead } from '../batches/fetch-ahead.ts'
import type { RunModel } from '../batches/tensors.ts'
import { noteTrainingData } from '../calibrate/training-data.ts'
import { formatOf } from '../checkpoint/checkpoint-store.ts'
import { checkFitOptions } from '../checks/check-fit-options.ts'
import { holdForRun } from '../checks/check-free.ts'
import { readFitOptions } from '../checks/read-fit-options.ts'
import { tryMetrics } from '../checks/try-metrics.ts'
import { STOPPED } from '../evaluate/stopped.ts'
import { checkModel } from '../model-file/check-arguments.ts'
import { during, TrainError } from '../train-error.ts'
import { handOverAverages } from '../updates/averaged-state.ts'
import { moveAverages } from '../updates/averages.ts'
import type { StopReason } from './callbacks.ts'
import { endEpoch } from './end-epoch.ts'
import { endInFailure } from './failure.ts'
import type { FitOptions, FitResult, RunOptions } from './fit-options.ts'
import { type Progress, restoreBestModel } from './progress.ts'
import type { UnmeasuredEpochRecord } from './records.ts'
import { countTime, disposeRun, type Run, saveCheckpoint, startRun, tellCallbacks } from './run.ts'
import { type StepOutcome, trainStep } from './train-step.ts'
import { patienceIsOver, validate, validationIsDue } from './validate.ts'

/**
 * Trains a model in place. Its parameters are made if it has none. The same key, data and settings give the same weights to the last
 * bit; a run that was killed and resumed gives the same as one that was not.
 *
 * A run that an error ends leaves a checkpoint of its last whole step, where it has a store, and puts the best weights that it holds back into the
 * model. Where its numbers are no longer finite, the last checkpoint stays as it is.
 *
 * Nothing else may change the model until the run has ended: a second run in it is refused, and so are `loadWeights`, `disposeParams` and a move to
 * another backend.
 *
 * @throws {TrainError} on settings that do not fit, on a model that another run trains, on a checkpoint of another run, when the numbers are no
 * longer finite, and when the data, the objective, a metric, a callback or the store fails: what it threw is the `cause`.
 * @example
 * ```ts
 * import { twoMoons } from '@thinned/data'
 * import { linear, relu, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { adam, fit } from '@thinned/train'
 *
 * const { steps, history } = await fit(sequential(linear(2, 16), relu(), linear(16, 2)), {
 *   data: { train: twoMoons({ size: 200, key: key(1) }) },
 *   loss: 'crossEntropy',
 *   epochs: 10,
 *   batchSize: 20,
 *   optimizer: adam({ learningRate: 0.02 }),
 *   key: key(42),
 * })
 * console.log(steps, history.at(-1)!.error) // 100 0.07
 * ```
 */
export function fit<Inputs, Outputs, Targets extends Arrays = Values>(
  model: Model<Inputs, Outputs>,
  options: FitOptions<Inputs, Outputs, Targets> & { readonly measureTraining: 'none' },
): Promise<FitResult<UnmeasuredEpochRecord>>
export function fit<Inputs, Outputs, Targets extends Arrays = Values>(
  model: Model<Inputs, Outputs>,
  options: FitOptions<Inputs, Outputs, Targets>,
): Promise<FitResult>
export async function fit<Inputs, Outputs, Targets extends Arrays = Values>(
  model: Model<Inputs, Outputs>,
  options: FitOptions<Inputs, Outputs, Targets>,
): Promise<FitResult> {
  checkModel('fit', model)
  return train(model as unknown as RunModel, readFitOptions(options))
}

async function train(model: RunModel, options: RunOptions): Promise<FitResult> {
  checkFitOptions(model, options)
  const { checkpoint, signal, check, onWarning } = options
  const warnings = check?.(model as AnyModel)
  if (check && !Array.isArray(warnings))
    throw new TrainError(`check gave ${formatValue(warnings)}; it gives a list of warnings.`)
  for (const warning of warnings ?? []) onWarning?.(warning)
  const hold = holdForRun(model)
  let unlock: (() => Promise<void>) | undefined
  try {
    await tryMetrics(model, options)
    noteTrainingData(model, options.data.train)
    unlock = checkpoint && (await formatOf(checkpoint.store).lockStore(checkpoint.store, signal))
    const result = await takeRun(await during('The start of the run', () => startRun(model, options, hold)))
    return warnings ? { ...result, warnings } : result
  } finally {
    await unlock?.()
    hold.release()
  }
}

async function takeRun(run: Run): Promise<FitResult> {
  const { progress, setup } = run
  const { options, steps } = setup
  try {
    await tellCallbacks(run, 'start', { step: progress.step, steps, epochs: options.epochs })
    let stopped = await takeEpochs(run)
    run.closed = true
    if (progress.best) restoreBestModel(progress)
    else if ((stopped === 'finished' || stopped === 'early') && !(await unlessStopped(() => handOverAverages(run))))
      stopped = 'aborted'
    await tellCallbacks(run, 'stop', { reason: stopped, step: progress.step })
    return resultOf(options, progress, stopped)
  } catch (error) {
    throw await endInFailure(run, error)
  } finally {
    disposeRun(run)
  }
}

function resultOf({ checkpoint }: RunOptions, progress: Progress, stopped: StopReason): FitResult {
  const { history, validations, step, best } = progress
  return {
    history,
    validations,
    stopped,
    steps: step,
    ...(best ? { bestEpoch: best.epoch, bestStep: best.step } : {}),
    ...(checkpoint?.best ? { best: formatOf(checkpoint.store).bestStores(checkpoint.store, progress) } : {}),
  }
}

/** Takes epochs until the last, or until something ends the run earlier. */
async function takeEpochs(run: Run): Promise<StopReason> {
  const { setup, progress } = run
  const { options } = setup
  const pause = yielding()
  for (;;) {
    if (patienceIsOver(options, progress)) return 'early'
    if (progress.epoch === options.epochs) return 'finished'
    if (!(await takeEpoch(run, pause))) {
      await saveCheckpoint(run, { isLast: true })
      return patienceIsOver(options, progress) ? 'early' : options.signal?.aborted ? 'aborted' : 'callback'
    }
    const last = progress.epoch === options.epochs || patienceIsOver(options, progress)
    if (progress.epoch % (options.checkpoint?.everyEpochs ?? 1) === 0 || last)
      await saveCheckpoint(run, { isLast: last })
  }
}

/** Whether an epoch was taken to its end, measurements included. */
async function takeEpoch(run: Run, pause: () => Promise<void>): Promise<boolean> {
  const { epoch } = run.progress
  await unlessStopped(async () => {
    await takeSteps(run, pause)
    if (run.progress.epochStep === run.setup.stepsPerEpoch) await endEpoch(run)
  })
  return run.progress.epoch > epoch
}

/** Whether the work was done; false where the signal stopped it. */
async function unlessStopped(work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (error === STOPPED) return false
    throw error
  }
}

/** Takes the remaining steps of an epoch, with the validations, events and checkpoints that are due between them. */
async function takeSteps(run: Run, pause: () => Promise<void>): Promise<void> {
  const { setup, progress } = run
  const { options, train: source, stepsPerEpoch, steps } = setup
  const { batchSize, accumulate = 1, key, checkpoint, signal } = options
  const order = batches(source.size, batchSize * accumulate, foldIn(foldIn(key, 'data'), progress.epoch))
  const remaining = order.slice(progress.epochStep)
  const augmentation = foldIn(foldIn(key, 'augment'), progress.epoch)
  for await (const examples of fetchAhead(source, remaining, augmentation, signal)) {
    // Validates the step before. Its checkpoint is written by now, so that a resumed run validates it too; endEpoch validates the last step.
    if (progress.epochStep > 0 && validationIsDue(setup, progress)) await validate(run)
    if (signal?.aborted || run.stopRequested || patienceIsOver(options, progress)) return
    const outcome = await during(`Step ${progress.step}`, () => trainStep(run, examples))
    run.sound = false
    countStep(progress, outcome)
    countTime(run)
    moveAverages(setup, progress, 'step')
    if (progress.epochStep === stepsPerEpoch) moveAverages(setup, progress, 'epoch')
    run.sound = true
    const { loss, penalty } = outcome
    const losses = { loss, ...(penalty === undefined ? {} : { penalty }) }
    await tellCallbacks(run, 'step', { step: progress.step, steps, epoch: progress.epoch, ...losses })
    await pause()
    const withinEpoch = progress.epochStep < stepsPerEpoch
    const due = checkpoint?.everySteps && progress.step % checkpoint.everySteps === 0
    if (withinEpoch && due) await saveCheckpoint(run)
  }
}

function countStep(progress: Progress, { loss, penalty, weight }: StepOutcome): void {
  if (weight > 0) progress.runningLoss += loss * weight
  progress.runningWeight += weight
  if (penalty !== undefined) progress.runningPenalty = (progress.runningPenalty ?? 0) + penalty * weight
  progress.step++
  progress.epochStep++
}
