import { countExamples, take } from '@thinned/data'
import { createPass } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { add, assignScaledSum, backward, mul, noGrad, scope, type Tensor } from '@thinned/tensor'
import { batchWeight, labelCounting } from './batch-weight.ts'
import { checkFinite, sumOfAll } from './non-finite.ts'
import { objectiveOf } from './objective.ts'
import { batchOnBackend, disposeBatch } from './on-backend.ts'
import type { RunOptions } from './run-options.ts'
import { hearReports, type StepReports } from './step-reports.ts'
import type { Examples } from './tensors.ts'
import { TrainError } from './train-error.ts'
import type { Training } from './training.ts'
import { updateParameters } from './update-parameters.ts'

/** What a step found before the parameters moved. */
export interface StepOutcome {
  /** The loss of the step's examples, penalties not in it. */
  readonly loss: number
  /** What the layers' penalties add to it; undefined where none was reported. */
  readonly penalty: number | undefined
  /** How much both count beside those of other steps: the number of examples, or the sum of their weights. */
  readonly weight: number
}

type Losses = Omit<StepOutcome, 'weight'>
type Gradients = Readonly<Record<string, Tensor>>

/**
 * One step: forward, loss and penalties, backward, clip, L2 and L1, optimizer, constraint, new state, in this order. Where batches are
 * accumulated, the step's examples go through in parts of `batch`, one after another, and g ← g + share · (gradient of the part), its
 * share being its part of their weight; the state that a part reports is new before the next. A part knows its first row, so that masks are
 * those of all examples at once.
 *
 * @throws {TrainError} where the loss, a gradient or a new state is not finite, before the parameters move.
 */
export async function trainStep(training: Training, examples: Examples): Promise<StepOutcome> {
  const parts = partsOf(examples, training.options)
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0)
  if (whole === 0)
    throw new TrainError(
      `All examples of step ${training.progress.step} of ${examples.name} weigh 0 or have labels that are left out; there is nothing to learn from. Leave such examples out, or make the batches larger.`,
    )
  let gradients: Gradients | undefined
  let outcome: Losses | undefined
  try {
    for (const [i, part] of parts.entries()) {
      const found = await forwardBackward(training, part)
      try {
        const share = parts.length === 1 ? 1 : part.weight / whole
        gradients = accumulate(gradients, found.gradients, share)
        outcome = addOutcome(outcome, found, share)
        if (i === parts.length - 1) updateParameters(training, gradients)
        found.reports.commitState()
      } finally {
        found.reports.dispose()
        if (found.gradients !== gradients) disposeAll(found.gradients)
      }
    }
    return { ...outcome!, weight: whole }
  } finally {
    if (gradients) disposeAll(gradients)
  }
}

interface Part {
  readonly examples: Examples
  /** Its first row among the step's examples. */
  readonly row: number
  readonly weight: number
}

/** The examples in parts of `batch`; those that count nothing are left out. */
function partsOf(examples: Examples, { batchSize, loss }: RunOptions): readonly Part[] {
  const counting = labelCounting(loss)
  const count = countExamples(examples)
  if (count <= batchSize) return [{ examples, row: 0, weight: batchWeight(examples, counting) }]
  const parts = Array.from({ length: Math.ceil(count / batchSize) }, (_, i) => {
    const row = i * batchSize
    const part = take(
      examples,
      Array.from({ length: Math.min(batchSize, count - row) }, (_, at) => row + at),
    )
    return { examples: part, row, weight: batchWeight(part, counting) }
  })
  return parts.filter(({ weight }) => weight > 0)
}

interface Found extends Losses {
  readonly gradients: Gradients
  readonly reports: StepReports
}

/** Forward and backward of a part, and a look at whether all is finite. The caller drops the gradients and what was reported. */
async function forwardBackward(training: Training, { examples, row }: Part): Promise<Found> {
  const { model, options, progress, backend, steps, trainable, trainingParams } = training
  const at = { step: progress.step, steps, epoch: progress.epoch, row }
  const place = { mode: 'train', key: foldIn(foldIn(options.key, 'step'), at.step), ...at } as const
  const batch = batchOnBackend(examples, backend)
  const reports = hearReports(progress)
  const read: Tensor[] = []
  let gradients: Gradients = {}
  try {
    const made = scope(() => {
      const pass = createPass({ ...place, onReport: reports.listen })
      let runs = 0
      const loss = objectiveOf(options.loss)(
        (inputs) => model.forward(inputs, pass.ofRun(runs++), trainingParams),
        batch,
      )
      const penalty = reports.penalty(runs)
      const slopes = backward(penalty ? add(loss, penalty) : loss, trainable)
      return { loss, penalty, slopes, sum: sumOfAll([...Object.values(slopes), ...Object.values(reports.state)]) }
    })
    gradients = made.slopes
    read.push(made.loss, made.sum, ...(made.penalty ? [made.penalty] : []))
    const [loss, sum, penalty] = (await Promise.all(read.map((tensor) => tensor.read()))).map((values) => values[0]!)
    const found = { loss: loss!, penalty, gradients, reports }
    await checkFinite({ ...found, sum: sum!, model, batch, pass: createPass(place), state: reports.state })
    return found
  } catch (error) {
    reports.dispose()
    disposeAll(gradients)
    throw error
  } finally {
    for (const tensor of read) tensor.dispose()
    disposeBatch(batch)
  }
}

/** total + share · gradients, in place where there is a total. A single part is its own total. */
function accumulate(total: Gradients | undefined, gradients: Gradients, share: number): Gradients {
  if (share === 1) return gradients
  return noGrad(() => {
    if (!total) return Object.fromEntries(Object.entries(gradients).map(([path, own]) => [path, mul(own, share)]))
    for (const [path, own] of Object.entries(gradients)) assignScaledSum(total[path]!, 1, total[path]!, share, own)
    return total
  })
}

function addOutcome(sum: Losses | undefined, { loss, penalty }: Losses, share: number): Losses {
  const { loss: before = 0, penalty: beforeIt = 0 } = sum ?? {}
  return { loss: before + share * loss, penalty: penalty === undefined ? sum?.penalty : beforeIt + share * penalty }
}

function disposeAll(tensors: Gradients): void {
  for (const tensor of Object.values(tensors)) tensor.dispose()
}
