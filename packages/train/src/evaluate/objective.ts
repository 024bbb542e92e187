import { type Batch, type Loss, losses, type Objective } from '@thinned/nn'
import { Tensor } from '@thinned/tensor'
import { batchWeight, exampleWeight, labelCounting } from '../batches/batch-weight.ts'
import type { Examples, Tensors } from '../batches/tensors.ts'
import { TrainError } from '../train-error.ts'

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

/** @throws {TrainError} where the option is no loss. */
export function checkLoss(caller: string, loss: unknown): void {
  if (typeof loss === 'function' || lossNames.includes(loss as string)) return
  throw new TrainError(
    `${caller} was given the loss ${JSON.stringify(loss)}; it is a name (${lossNames.map((name) => `'${name}'`).join(', ')}), a loss such as losses.crossEntropy.with({ ignore: 0 }), or an objective, a function of (forward, batch).`,
  )
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
  if (!losses.isLoss(marked)) return marked as Objective<Tensors, Tensors, Tensors>
  return (forward, batch) => lossOfBatch(marked as Loss<Tensors>, forward(batch.inputs), batch)
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
