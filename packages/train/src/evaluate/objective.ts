import { type Batch, type Loss, losses, type Objective } from '@thinned/nn'
import { Fault, type Schema, ThinnedError } from '@thinned/schema'
import { Tensor } from '@thinned/tensor'
import { batchWeight, exampleWeight, labelCounting } from '../batches/batch-weight.ts'
import type { Examples, Tensors } from '../batches/tensors.ts'
import { TrainError, textOf } from '../train-error.ts'

export type { Batch, Loss, LossPart, Objective } from '@thinned/nn'

type Losses = typeof losses

/** The name of a loss of the library, with its default options: every loss has one. */
export type LossName = {
  readonly [Name in keyof Losses]: Losses[Name] extends { readonly kind: 'loss' } ? Name : never
}[keyof Losses]

/** A loss of the library, such as `losses.huber` or `losses.crossEntropy.with({ ignore: 0 })`, or one of `losses.define`. */
export type MarkedLoss<Outputs = Tensor> = Pick<Loss<Outputs, never>, 'kind' | 'settings' | 'with'>

/** Every way to name the loss of a run. A plain function is an objective. */
export type LossOption<Inputs = Tensor, Outputs = Tensor, Targets = Tensor> =
  | LossName
  | MarkedLoss<Outputs>
  | Objective<Inputs, Outputs, Targets>

type AnyLoss = LossOption<Tensors, Tensors, Tensors>

const lossNames: readonly string[] = Object.entries(losses)
  .filter(([, value]) => losses.isLoss(value))
  .map(([name]) => name)

/** Parts of the names that other libraries have, and our names. */
const otherNames: readonly (readonly [RegExp, LossName])[] = [
  [/gauss/, 'gaussianNll'],
  [/^b(ce|inary)|logits|sigmoid/, 'binaryCrossEntropy'],
  [/cross|categorical|nll|softmax/, 'crossEntropy'],
  [/squared|mse|^l2/, 'mse'],
  [/smooth|huber/, 'huber'],
  [/absolute|mae|^l1/, 'mae'],
  [/^kl/, 'klDivergence'],
]

/** The loss of a run or an evaluation. */
export const lossOption: Schema<LossOption> = {
  takes: `a name (${lossNames.map((name) => `'${name}'`).join(', ')}), a loss such as losses.crossEntropy.with({ ignore: 0 }), or an objective, a function of (forward, batch)`,
  read(given, path) {
    if (typeof given === 'function' || lossNames.includes(given as string)) return given as LossOption
    const name = typeof given === 'string' ? given.toLowerCase().replace(/[^a-z0-9]/g, '') : ''
    const meant = otherNames.find(([pattern]) => pattern.test(name))?.[1]
    throw new Fault(path, given, meant ? `${this.takes}. Write '${meant}'` : this.takes)
  },
}

/** The name of a library loss with its default options, which data can be checked for; undefined for other losses and for objectives. */
export function plainLossName(loss: unknown): LossName | undefined {
  const library = losses as Readonly<Record<string, unknown>>
  return lossNames.find((name) => name === loss || library[name] === loss) as LossName | undefined
}

/**
 * How much a batch counts in the mean of a loss, as far as the batch says it: the weight of its labels for a loss of the library or one that was
 * defined, else that of its examples. An objective may say otherwise for its parts.
 */
export function weighing(loss: unknown): (examples: Examples) => number {
  if (typeof loss === 'function' && !losses.isLoss(loss)) return exampleWeight
  const counting = labelCounting(loss)
  return (examples) => batchWeight(examples, counting)
}

/** @throws {TrainError} where nobody knows how the parts of a data set that is cut count in the mean. */
export function refuseUnclear(unclear: string | undefined): void {
  if (unclear === undefined) return
  throw new TrainError(
    `The objective computes with the result of ${unclear}, which does not count every example the same (ignore, classWeights or weights), so the batches of a data set cannot be put together. Give the parts with their weights: const loss = losses.${unclear}(…); return [{ loss: mul(loss, 0.5), weight: losses.weightOf(loss) }, …].`,
  )
}

/** Any loss as an objective. An objective is itself. */
export function objectiveOf(loss: AnyLoss): Objective<Tensors, Tensors, Tensors> {
  const marked = typeof loss === 'string' ? losses[loss] : loss
  if (!losses.isLoss(marked)) return withAdvice(marked as Objective<Tensors, Tensors, Tensors>)
  return (forward, batch) => lossOfBatch(marked as Loss<Tensors>, forward(batch.inputs), batch)
}

/** An objective that says what it is, where it fails before it calls the model: as a function of targets and outputs does. */
function withAdvice(objective: Objective<Tensors, Tensors, Tensors>): Objective<Tensors, Tensors, Tensors> {
  return (forward, batch) => {
    let called = false
    const counted: typeof forward = (inputs) => {
      called = true
      return forward(inputs)
    }
    try {
      return objective(counted, batch)
    } catch (error) {
      if (called || !(error instanceof ThinnedError || error instanceof TypeError)) throw error
      throw new TrainError(
        `The objective failed before it called the model: ${textOf(error)} It is a function of (forward, batch), such as (forward, { inputs, targets }) => losses.mse(forward(inputs), targets).`,
        { code: error instanceof ThinnedError ? error.code : 'failed', cause: error },
      )
    }
  }
}

function lossOfBatch(loss: Loss<Tensors>, outputs: Tensors, { targets, weights }: Batch<Tensors, Tensors>): Tensor {
  if (!(targets instanceof Tensor)) throw takesOne(loss, outputs instanceof Tensor ? { targets } : { outputs })
  try {
    return loss(outputs, targets, weights && { weights })
  } catch (error) {
    throw outputs instanceof Tensor ? error : takesOne(loss, { outputs }, error)
  }
}

function takesOne(
  { settings }: Loss<Tensors>,
  several: Readonly<Record<string, Tensors>>,
  cause?: unknown,
): TrainError {
  const [[role, tensors]] = Object.entries(several) as [[string, Tensors]]
  return new TrainError(
    `The loss ${settings.name} does not take ${role} of the names ${Object.keys(tensors).join(', ')}; give an objective, a function of (forward, batch), which says what the loss of several is.`,
    { cause },
  )
}
