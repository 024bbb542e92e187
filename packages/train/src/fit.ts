import { type Arrays, batches, type Values } from '@thinned/data'
import type { Model } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { handOverAverages, moveAverages } from './averages.ts'
import { bestStores } from './best-checkpoints.ts'
import type { StopReason } from './callbacks.ts'
import { checkFitOptions } from './check-fit-options.ts'
import { endEpoch } from './end-epoch.ts'
import { fetchAhead } from './fetch-ahead.ts'
import type { FitOptions, FitResult } from './fit-options.ts'
import { now, turns } from './platform.ts'
import type { RunModel, RunOptions } from './run-options.ts'
import { trainStep } from './train-step.ts'
import { disposeTraining, restoreBest, saveTraining, startTraining, type Training, tellCallbacks } from './training.ts'
import { patienceIsOver, validate, validationIsDue } from './validate.ts'

/**
 * Trains a model in place. Its parameters are made if it has none. The same key, data and settings give the same weights to the last
 * bit; a run that was killed and resumed gives the same as one that was not.
 *
 * @throws {TrainError} on settings that do not fit, on a checkpoint of another run, when the loss is no longer finite, and when a callback
 * throws.
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
export async function fit<Inputs, Outputs, Targets extends Arrays = Values>(
  model: Model<Inputs, Outputs>,
  options: FitOptions<Inputs, Outputs, Targets>,
): Promise<FitResult> {
  return run(model as unknown as RunModel, options as unknown as RunOptions)
}

async function run(model: RunModel, options: RunOptions): Promise<FitResult> {
  checkFitOptions(model, options)
  const training = await startTraining(model, options)
  const { progress, steps } = training
  try {
    await tellCallbacks(training, 'start', { step: progress.step, steps, epochs: options.epochs })
    const stopped = await takeEpochs(training)
    if (stopped === 'finished' || stopped === 'early') {
      if (progress.best) restoreBest(training)
      else handOverAverages(training)
    }
    await tellCallbacks(training, 'stop', { reason: stopped, step: progress.step })
    return {
      history: progress.history,
      validations: progress.validations,
      stopped,
      steps: progress.step,
      ...(progress.best ? { bestEpoch: progress.best.epoch, bestStep: progress.best.step } : {}),
      ...(options.checkpoint?.best ? { best: bestStores(training) } : {}),
    }
  } finally {
    disposeTraining(training)
  }
}

/** Epochs until the last, or until something ends the run earlier. */
async function takeEpochs(training: Training): Promise<StopReason> {
  const { options, progress, perEpoch } = training
  const { epochs, checkpoint } = options
  const turn = turns()
  for (;;) {
    if (patienceIsOver(training)) return 'early'
    if (progress.epoch === epochs) return 'finished'
    await takeSteps(training, turn)
    if (progress.batch < perEpoch) {
      await saveTraining(training)
      return patienceIsOver(training) ? 'early' : options.signal?.aborted ? 'aborted' : 'callback'
    }
    await endEpoch(training)
    const last = progress.epoch === epochs || patienceIsOver(training)
    if (progress.epoch % (checkpoint?.everyEpochs ?? 1) === 0 || last) await saveTraining(training)
  }
}

/** The steps of an epoch that are left, with what falls due between them. */
async function takeSteps(training: Training, turn: () => Promise<void>): Promise<void> {
  const { options, progress, train, perEpoch, steps } = training
  const { batchSize, accumulate = 1, key, checkpoint, signal } = options
  const order = batches(train.size, batchSize * accumulate, foldIn(foldIn(key, 'data'), progress.epoch))
  const rest = order.slice(progress.batch)
  let started = now()
  for await (const examples of fetchAhead(train, rest, foldIn(foldIn(key, 'augment'), progress.epoch))) {
    if (progress.batch > 0 && validationIsDue(training)) await validate(training)
    if (signal?.aborted || training.asked || patienceIsOver(training)) return
    const { loss, penalty, weight } = await trainStep(training, examples)
    progress.runningLoss += loss * weight
    progress.runningWeight += weight
    if (penalty !== undefined) progress.runningPenalty = (progress.runningPenalty ?? 0) + penalty * weight
    progress.elapsed += now() - started
    progress.step++
    progress.batch++
    moveAverages(training, 'step')
    const measured = { loss, ...(penalty === undefined ? {} : { penalty }) }
    await tellCallbacks(training, 'step', { step: progress.step, steps, epoch: progress.epoch, ...measured })
    await turn()
    const within = progress.batch < perEpoch
    if (within && checkpoint?.everySteps && progress.step % checkpoint.everySteps === 0) await saveTraining(training)
    started = now()
  }
}
