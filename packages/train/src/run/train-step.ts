import { type LossPart, losses, type Pass, type Report } from '@thinned/nn'
import { foldIn, type Key } from '@thinned/rng'
import { add, assign, assignScaledSum, backward, mul, noGrad, scope, sumOrBound, Tensor } from '@thinned/tensor'
import { type Reading, reading } from '../batches/reading.ts'
import { disposeBatch, disposeTensors, type Examples, type Tensors } from '../batches/tensors.ts'
import { objectiveOf, refuseUnclear } from '../evaluate/objective.ts'
import { placeBatch } from '../replay/fixed-batch.ts'
import type { Replay, Tracing } from '../replay/replay.ts'
import { constrainParameters, updateParameters } from '../updates/update-parameters.ts'
import type { RunOptions } from './fit-options.ts'
import { cut, type MicroBatch, scaledParts } from './micro-batches.ts'
import { momentAt, passAt } from './moment.ts'
import { refuseNonFinite } from './non-finite.ts'
import { copyTensors } from './progress.ts'
import type { Run, RunSetup } from './run.ts'
import { collectReports, type StepReports } from './step-reports.ts'

/** What a step measured before the parameters moved. */
export interface StepOutcome {
  /** The loss of the step's examples, without penalties; NaN where none counts. */
  readonly loss: number
  /** The penalties of the layers; undefined where none was reported. */
  readonly penalty: number | undefined
  /** How much both count in the means of the epoch: the number of examples, or the sum of their weights. */
  readonly weight: number
}

/** What a step needs of a run. */
export type StepRun = Pick<Run, 'progress' | 'sound'> & {
  readonly setup: StepSetup
  readonly replay: Replay | undefined
}

export type StepSetup = Pick<
  RunSetup,
  'model' | 'backend' | 'trainable' | 'trainingParams' | 'cutsData' | 'rules' | 'steps'
> & {
  readonly options: Pick<RunOptions, 'loss' | 'key' | 'clipNorm' | 'accumulate'> & Partial<Pick<RunOptions, 'data'>>
}

type Losses = Omit<StepOutcome, 'weight'>
type Gradients = Readonly<Record<string, Tensor>>

/** One step of a run: see `takeStep`. */
export async function trainStep(run: Run, examples: Examples): Promise<StepOutcome> {
  return reading(takeStep(run, await cut(run.setup, examples)))
}

/**
 * One step: forward, loss and penalties, backward, clip, L2 and L1, optimizer, constraint, new state, in this order. A step like those before it is
 * replayed: see `Replay`.
 *
 * With `accumulate` the step's examples go through in micro-batches of `batchSize`, one after another: g ← g + share · (gradient of the
 * micro-batch), where its share is its part of the step's weight. Where the parts of an objective have different shares, they are multiplied by
 * these before backward. Each micro-batch commits its state before the next. It knows its first row, so that masks are those of all
 * examples at once.
 *
 * A step whose examples all weigh nothing, or whose labels are all left out, moves nothing: its loss is NaN and its weight 0. A step that fails before
 * the parameters move leaves the state as it was.
 *
 * @throws {TrainError} where the loss, a gradient or a new state is not finite, before the parameters move.
 */
export function* takeStep(run: StepRun, microBatches: readonly MicroBatch[]): Reading<StepOutcome> {
  const { progress, replay } = run
  const weight = microBatches.reduce((sum, batch) => sum + batch.weight, 0)
  if (weight === 0) return { loss: Number.NaN, penalty: undefined, weight }
  const key = foldIn(foldIn(run.setup.options.key, 'step'), progress.step)
  const alone = microBatches.length === 1 ? microBatches[0]!.examples : undefined
  const loss = alone && replay && (yield* replay.step(alone, key))
  if (loss !== undefined) return { loss, penalty: undefined, weight }
  const tracing = alone && replay?.trace(alone, key)
  const stateBefore = microBatches.length > 1 ? copyTensors(progress.state) : {}
  let gradients: Gradients | undefined
  let measured: Losses | undefined
  try {
    for (const [i, batch] of microBatches.entries()) {
      const result = yield* forwardBackward(run, batch, key, tracing)
      try {
        if (result.countsNothing) {
          tracing?.abandon()
          return { loss: Number.NaN, penalty: undefined, weight: 0 }
        }
        const { share } = batch
        gradients = accumulateGradients(gradients, result.gradients, share)
        measured = accumulateLosses(measured, result, share)
        if (i === microBatches.length - 1) {
          const moved = gradients
          const update = (): void => updateParameters(run, moved, alone && replay?.numbersOf, !tracing)
          if (tracing) {
            tracing.phase(update)
            constrainParameters(run)
          } else update()
        }
        result.reports.commitState()
      } finally {
        result.reports.dispose()
        if (result.gradients !== gradients) disposeTensors(result.gradients)
      }
    }
    tracing?.end()
    if (alone) replay?.taken()
    return { ...measured!, weight }
  } catch (error) {
    tracing?.abandon()
    for (const [path, before] of Object.entries(stateBefore)) assign(progress.state[path]!, before)
    throw error
  } finally {
    disposeTensors(stateBefore)
    if (gradients) disposeTensors(gradients)
  }
}

interface ForwardBackward extends Losses {
  readonly gradients: Gradients
  readonly reports: StepReports
  /** Whether nothing counts in any part of an objective. */
  readonly countsNothing: boolean
}

/** Forward and backward of a micro-batch, checked for values that are not finite. The caller frees the gradients and the reports. */
function* forwardBackward(
  run: StepRun,
  { examples, row, factors }: MicroBatch,
  key: Key,
  tracing: Tracing | undefined,
): Reading<ForwardBackward> {
  const { setup, progress } = run
  const { model, options, backend, trainable, trainingParams, cutsData } = setup
  const moment = momentAt(setup, progress, progress.step)
  const trainingPass = (onReport?: Report): Pass =>
    passAt(moment, { mode: 'train', key, row, ...(onReport ? { onReport } : {}) })
  const batch = tracing?.batch ?? placeBatch(examples, backend)
  const reports = collectReports(progress)
  const toRead: Tensor[] = []
  let gradients: Gradients = {}
  let weights: readonly LossPart['weight'][] = []
  const compute = () =>
    scope(() => {
      const pass = trainingPass(reports.listen)
      let forwards = 0
      const forward = (inputs: Tensors): Tensors => model.forward(inputs, pass.ofRun(forwards++), trainingParams)
      const result = losses.runObjective(objectiveOf(options.loss), forward, batch)
      if (cutsData) refuseUnclear(result.unclear)
      const loss = losses.total(factors ? scaledParts(result, factors) : result.parts)
      const penalty = reports.penalty(forwards)
      const gradients = backward(penalty ? add(loss, penalty) : loss, trainable)
      const sum = sumOfAll([...Object.values(gradients), ...Object.values(reports.state)])
      return { loss, penalty, gradients, sum, weights: result.parts.map(({ weight }) => weight) }
    })
  try {
    const computed = tracing ? tracing.phase(compute) : compute()
    gradients = computed.gradients
    weights = computed.weights
    toRead.push(computed.loss, computed.sum, ...(computed.penalty ? [computed.penalty] : []))
    tracing?.keep(computed.loss, computed.sum)
    if (computed.penalty || Object.keys(reports.state).length > 0 || weights.some((weight) => weight !== undefined))
      tracing?.refuse('A step has penalties, new state, or parts with weights.')
    const ofParts = weights.filter((weight) => weight instanceof Tensor)
    const values = (yield [...toRead, ...ofParts]).map((values) => values[0]!)
    const [loss, total] = values as [number, number]
    const penalty = computed.penalty ? values[2] : undefined
    const counts = [...values.slice(toRead.length), ...weights.filter((weight) => !(weight instanceof Tensor))]
    const countsNothing = counts.every((count) => count === 0)
    const result = { loss, penalty, gradients, reports, countsNothing }
    if (![loss, total, penalty ?? 0].every(Number.isFinite)) {
      run.sound = false
      yield* refuseNonFinite({ ...result, model, batch, pass: trainingPass(), state: reports.state })
      run.sound = true
    }
    return result
  } catch (error) {
    reports.dispose()
    disposeTensors(gradients)
    throw error
  } finally {
    for (const tensor of toRead) tensor.dispose()
    for (const weight of weights) if (weight instanceof Tensor) weight.dispose()
    if (!tracing) disposeBatch(batch)
  }
}

/** Finite only if all elements of all tensors are finite; not finite also where finite elements, or bounds of them, add up beyond the range. */
function sumOfAll(tensors: readonly Tensor[]): Tensor {
  return tensors.map((tensor) => sumOrBound(tensor)).reduce(add)
}

/** total + share · gradients, in place where there is a total. A single micro-batch is the total. */
function accumulateGradients(total: Gradients | undefined, gradients: Gradients, share: number): Gradients {
  if (share === 1) return gradients
  return noGrad(() => {
    if (!total)
      return Object.fromEntries(Object.entries(gradients).map(([path, gradient]) => [path, mul(gradient, share)]))
    for (const [path, gradient] of Object.entries(gradients))
      assignScaledSum(total[path]!, 1, total[path]!, share, gradient)
    return total
  })
}

function accumulateLosses(total: Losses | undefined, { loss, penalty }: Losses, share: number): Losses {
  const { loss: lossBefore = 0, penalty: penaltyBefore = 0 } = total ?? {}
  return {
    loss: lossBefore + share * loss,
    penalty: penalty === undefined ? total?.penalty : penaltyBefore + share * penalty,
  }
}
