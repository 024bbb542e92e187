import type { NdArray } from '@thinned/data'
import { flattenParams, init, isInitialized, type Model } from '@thinned/nn'
import { foldIn, type Key } from '@thinned/rng'
import { optional, type Schema } from '@thinned/schema'
import { type Backend, Tensor } from '@thinned/tensor'
import { labelCounting } from '../batches/batch-weight.ts'
import { readingNow } from '../batches/reading.ts'
import { disposeTensors, type Examples, type GivenFor, placeModel, type RunModel } from '../batches/tensors.ts'
import { checkElements } from '../checks/check-elements.ts'
import { holdForRun } from '../checks/check-free.ts'
import { backend, constraint, count, optimizer, runKey } from '../checks/parts.ts'
import { type LossOption, lossOption, weighing } from '../evaluate/objective.ts'
import { checkModel } from '../model-file/check-arguments.ts'
import { clipLimit, fromZero, trainOptions } from '../options.ts'
import type { GivenBatch } from '../replay/fixed-batch.ts'
import { Replay } from '../replay/replay.ts'
import { TrainError } from '../train-error.ts'
import { parameterRules } from '../updates/parameter-groups.ts'
import type { Constraint, Optimizer } from '../updates/rules.ts'
import type { RunOptions } from './fit-options.ts'
import { disposeProgress, type Progress, startProgress } from './progress.ts'
import { setUpSteps } from './step-setup.ts'
import { type StepRun, takeStep } from './train-step.ts'

/** The settings of steps, as those of `fit`. */
export interface TrainerOptions<Inputs = Tensor, Outputs = Tensor, Targets = Tensor> {
  readonly loss: LossOption<Inputs, Outputs, Targets>
  readonly optimizer: Optimizer
  readonly constraint?: Constraint
  readonly l2?: number
  readonly l1?: number
  readonly clipNorm?: number
  /** The key of the first weights and of all masks. */
  readonly key: Key
  /** Where the model is moved, and stays. It reads synchronously. Default: the backend of its parameters, or the reference. */
  readonly backend?: Backend
  /** The number of steps that schedules count on. Default: none; a schedule that asks for it is refused. */
  readonly steps?: number
}

/** Steps of training, one by one. */
export interface Trainer<Inputs = Tensor, Targets = Tensor> {
  /**
   * Takes a step on a batch, and returns its loss, without penalties, from before the step. The batch stays the caller's; `weights` are those of its
   * examples. Where none counts, by its weight or its label, the loss is NaN, and nothing moves.
   */
  step(inputs: GivenFor<Inputs>, targets: GivenFor<Targets>, weights?: NdArray | Tensor): number
  /** Steps taken. */
  readonly steps: number
  /** The epoch, which schedules may follow. It begins at 0, and is yours to count. */
  epoch: number
  /** How many steps ran as a program, without the JavaScript of the model, and why not more, as far as it is known. */
  readonly replay: { readonly steps: number; readonly obstacle: string | undefined }
  /** Frees what the optimizer remembers. The model stays. */
  dispose(): void
}

const readOptions = trainOptions('trainer', {
  loss: lossOption,
  optimizer,
  constraint: optional(constraint),
  l2: optional(fromZero),
  l1: optional(fromZero),
  clipNorm: optional(clipLimit),
  key: runKey,
  backend: optional(backend),
  steps: optional(count),
} satisfies { readonly [Name in keyof TrainerOptions]-?: Schema })

/**
 * Steps of training for a loop of your own, which gives each batch: the step of `fit`, with the same bits for the same key and batches. Where the model is
 * made of layers of the library, steps over batches of one shape are traced twice and then run as a program.
 *
 * Nothing else may train the model, or move it, until `dispose`.
 *
 * @throws {TrainError} on settings that do not fit; `step` where the loss or a gradient is not finite, before the parameters move.
 * @example
 * ```ts
 * import { linear, relu, sequential } from '@thinned/nn'
 * import { key, normal } from '@thinned/rng'
 * import { sgd, trainer } from '@thinned/train'
 *
 * const model = sequential(linear(4, 16), relu(), linear(16, 2))
 * const steps = await trainer(model, { loss: 'crossEntropy', optimizer: sgd({ learningRate: 0.1 }), key: key(1) })
 * const inputs = { data: normal(key(2), 32), shape: [8, 4] }
 * const targets = { data: Int32Array.from({ length: 8 }, (_, i) => i % 2), shape: [8] }
 * const losses = Array.from({ length: 20 }, () => steps.step(inputs, targets))
 * console.log(losses[0]! > losses[19]!) // true
 * steps.dispose()
 * ```
 */
export async function trainer<Inputs, Outputs, Targets = Tensor>(
  model: Model<Inputs, Outputs>,
  options: TrainerOptions<Inputs, Outputs, Targets>,
): Promise<Trainer<Inputs, Targets>> {
  checkModel('trainer', model)
  const read = readOptions(options) as unknown as RunOptions & { readonly steps?: number }
  const hold = holdForRun(model, 'trainer')
  try {
    if (!isInitialized(model)) init(model, foldIn(read.key, 'init'), { backend: read.backend })
    const backend = await placeModel(model, read.backend, hold)
    if (!backend.syncRead)
      throw new TrainError(`trainer was given the backend ${backend.name}, which does not read synchronously; use fit.`)
    return start(model as unknown as RunModel, backend, read, () => hold.release()) as Trainer<Inputs, Targets>
  } catch (error) {
    hold.release()
    throw error
  }
}

function start(
  model: RunModel,
  backend: Backend,
  options: RunOptions & { readonly steps?: number },
  release: () => void,
): Trainer {
  const rules = parameterRules(Object.keys(flattenParams(model.params)), options)
  const progress: Progress = startProgress(model, rules, options)
  const own = setUpSteps(model, backend, rules)
  const setup = {
    ...own,
    options,
    cutsData: false,
    get steps(): number {
      if (options.steps !== undefined) return options.steps
      throw new TrainError('A schedule asked for the number of steps; give the trainer { steps }.')
    },
  }
  const started = { setup, progress, sound: true }
  const run: StepRun = Object.assign(started, { replay: new Replay(started) })
  let disposed = false
  return {
    step(inputs, targets, weights) {
      if (disposed) throw new TrainError('A trainer was asked for a step after it was disposed of; make another.')
      const examples = { inputs, targets, weights } as GivenBatch
      checkBatch(examples)
      const weight = weightOf(examples, options.loss)
      const { loss } = readingNow(takeStep(run, [{ examples, row: 0, weight, share: 1 }]))
      progress.step++
      return loss
    },
    get steps() {
      return progress.step
    },
    get epoch() {
      return progress.epoch
    },
    set epoch(epoch) {
      progress.epoch = epoch
    },
    get replay() {
      const { steps, obstacle } = run.replay!
      return { steps, obstacle }
    },
    dispose() {
      if (disposed) return
      disposed = true
      run.replay!.dispose()
      disposeTensors(own.frozen)
      disposeProgress(progress)
      release()
    },
  }
}

/** How much a batch counts: 0 where no example does, and 1 where none can be left out. */
function weightOf({ targets, weights }: GivenBatch, loss: unknown): number {
  const { ignore, classWeights } = labelCounting(loss)
  if (!weights && ignore === undefined && !classWeights) return 1
  const values = (targets instanceof Tensor ? valuesOf(targets) : targets) as Examples['targets']
  const batch = { name: 'the batch', inputs: values, targets: values, ...(weights && { weights: valuesOf(weights) }) }
  return weighing(loss)(batch as Examples)
}

function valuesOf(part: NdArray | Tensor): NdArray {
  return part instanceof Tensor ? ({ data: part.readSync(), shape: part.shape } as NdArray) : part
}

function checkBatch({ inputs, targets, weights }: GivenBatch): void {
  checkGiven('inputs', inputs)
  checkGiven('targets', targets)
  if (weights !== undefined) checkGiven('weights', weights)
}

function checkGiven(what: string, given: GivenBatch['inputs']): void {
  if (given instanceof Tensor) return
  const isArray = Array.isArray(Object(given)['shape'])
  for (const [name, part] of isArray ? [[what, given] as const] : Object.entries(Object(given)))
    if (!(part instanceof Tensor)) checkElements(`The ${name} of the batch`, part, what)
}
