import { add, type Tensor } from '@thinned/tensor'
import { NnError } from '../nn-error.ts'
import type { Batch, LossPart, Objective } from './kit/loss.ts'
import { knownWeight, type LossWeight, listening } from './kit/loss-weight.ts'

/**
 * How much a batch counts in a loss that was computed of it: the denominator of its mean. That is the number of its elements, or the sum of their
 * weights, without ignored labels: the `weight` of a part of an objective. undefined for a tensor that no loss of the library gave as it is, such as half
 * of its result: take the weight first.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const labels = tensor([1, 0, 0], { dtype: 'int32' })
 * const loss = losses.crossEntropy(tensor([[0, 1], [2, 0], [0, 3]]), labels, { classWeights: [2, 5] })
 * console.log(losses.weightOf(loss)?.readSync()[0]) // 9
 * ```
 */
export function weightOf(loss: Tensor): Tensor | undefined {
  return knownWeight(loss)?.weight()
}

/**
 * The value of an objective: the tensor that it gave, or the sum of its parts.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * console.log(losses.total([{ loss: tensor(2), weight: 3 }, { loss: tensor(0.5), weight: 1 }]).readSync()[0]) // 2.5
 * ```
 */
export function total(result: Tensor | readonly LossPart[]): Tensor {
  return isParts(result) ? result.map(({ loss }) => loss).reduce((sum, loss) => add(sum, loss)) : result
}

/** What an objective gave for a batch. */
export interface ObjectiveResult {
  /** The parts; one for a tensor. A weight is undefined where the mean is over the examples. */
  readonly parts: readonly LossPart[]
  /**
   * The name of a loss that went into a part without a weight, and that does not count every example the same: nobody knows how such a part counts
   * the batch.
   */
  readonly unclear: string | undefined
}

/**
 * Runs an objective on a batch, and says how much the batch counts in each part of the result. A loss of the library that the objective gives as it
 * is knows its weight. In a run of an objective a loss in which nothing counts is 0.
 *
 * @throws {NnError} where the objective gives neither a scalar nor a list of parts.
 * @example
 * ```ts
 * import { losses, type Objective } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const batch = { inputs: tensor([[0, 1], [2, 0]]), targets: tensor([1, -1], { dtype: 'int32' }) }
 * const objective: Objective = (forward, { inputs, targets }) => losses.crossEntropy(forward(inputs), targets, { ignore: -1 })
 * const { parts } = losses.runObjective(objective, (inputs) => inputs, batch)
 * console.log(parts[0].weight.readSync()[0]) // 1
 * ```
 */
export function runObjective<Inputs, Outputs, Targets>(
  objective: Objective<Inputs, Outputs, Targets>,
  forward: (inputs: Inputs) => Outputs,
  batch: Batch<Inputs, Targets>,
): ObjectiveResult {
  const { result, heard } = listening(() => objective(forward, batch))
  if (isParts(result)) checkParts(result)
  else if (result?.rank !== 0)
    throw new NnError(
      `An objective gave ${result}; it gives a scalar tensor, the mean over the examples of the batch, or a list of parts { loss, weight }.`,
    )
  const isUneven = ({ counts, weights }: LossWeight): boolean =>
    counts || (weights !== undefined && weights !== batch.weights)
  const uneven = heard.find(isUneven)
  let unclear: string | undefined
  const parts = (isParts(result) ? result : [{ loss: result }]).map((part): LossPart => {
    const { loss, weight } = part
    const known = knownWeight(loss)
    if (weight !== undefined || !uneven) return part
    if (!known) unclear = uneven.name
    return { loss, weight: known && isUneven(known) ? known.weight() : undefined }
  })
  return { parts, unclear }
}

function isParts(result: Tensor | readonly LossPart[]): result is readonly LossPart[] {
  return Array.isArray(result)
}

function checkParts(parts: readonly LossPart[]): void {
  for (const [i, part] of parts.entries()) {
    const { loss, weight } = part ?? {}
    const isWeight =
      weight === undefined ||
      (typeof weight === 'number' ? weight >= 0 && weight < Number.POSITIVE_INFINITY : weight?.rank === 0)
    if (loss?.rank !== 0 || !isWeight)
      throw new NnError(
        `Part ${i} of an objective has the loss ${loss} and the weight ${weight}; the loss is a scalar tensor, and the weight a number from 0 or a scalar tensor, such as losses.weightOf(loss).`,
      )
  }
  if (parts.length === 0) throw new NnError('An objective gave no parts; it gives at least one { loss, weight }.')
}
