import { countExamples, take } from '@thinned/data'
import { createPass, type LossPart, losses, type ObjectiveResult } from '@thinned/nn'
import { mul, noGrad, scope } from '@thinned/tensor'
import { batchOnBackend, disposeBatch, type Examples, type Tensors } from '../batches/tensors.ts'
import { objectiveOf, weighing } from '../evaluate/objective.ts'
import { checkPartCount, disposeParts, weightOfPart } from '../evaluate/sum-parts.ts'
import type { GivenBatch } from '../replay/fixed-batch.ts'
import type { RunSetup } from './run.ts'

/** A part of a step's examples that goes through the model at once. */
export interface MicroBatch {
  readonly examples: GivenBatch
  /** Its first row among the step's examples. */
  readonly row: number
  /** How much its examples count. */
  readonly weight: number
  /** What its losses and gradients are multiplied by in the step. */
  readonly share: number
  /** What each part of its loss is multiplied by besides, before backward; undefined for 1. */
  readonly factors?: readonly number[]
}

/** Cuts the examples of a step into micro-batches of `batchSize`, without those that weigh nothing. */
export async function cut(setup: RunSetup, examples: Examples): Promise<readonly MicroBatch[]> {
  const { batchSize, loss } = setup.options
  const weightOf = weighing(loss)
  const count = countExamples(examples)
  if (count <= batchSize) return [{ examples, row: 0, weight: weightOf(examples), share: 1 }]
  const pieces = Array.from({ length: Math.ceil(count / batchSize) }, (_, i) => {
    const row = i * batchSize
    const rows = Array.from({ length: Math.min(batchSize, count - row) }, (_, offset) => row + offset)
    const batch = take(examples, rows)
    return { examples: batch, row, weight: weightOf(batch) }
  }).filter(({ weight }) => weight > 0)
  const total = pieces.reduce((sum, { weight }) => sum + weight, 0)
  const partWeights = await weightsOfParts(setup, pieces)
  if (!partWeights) return pieces.map((piece) => ({ ...piece, share: share(piece.weight, total) }))
  const totals = partWeights[0]!.map((_, part) => partWeights.reduce((sum, weights) => sum + weights[part]!, 0))
  return pieces
    .map((piece, i) => {
      const shares = partWeights[i]!.map((weight, part) => share(weight, totals[part]!))
      if (shares.every((one) => one === shares[0])) return { ...piece, share: shares[0]! }
      const ofExamples = share(piece.weight, total)
      return { ...piece, share: ofExamples, factors: shares.map((one) => one / ofExamples) }
    })
    .filter((batch) => batch.share > 0)
}

/** The share of a single micro-batch is exactly 1. */
function share(weight: number, total: number): number {
  return weight === 0 ? 0 : weight / total
}

/**
 * The weights of the parts of an objective in each micro-batch; undefined where its loss is a mean over the examples. They follow from the batch alone, but
 * only the objective knows them: it runs once more, on the full network and without gradients.
 */
async function weightsOfParts(
  { model, options, backend, trainingParams }: RunSetup,
  pieces: readonly { readonly examples: Examples; readonly row: number; readonly weight: number }[],
): Promise<readonly (readonly number[])[] | undefined> {
  if (typeof options.loss !== 'function' || losses.isLoss(options.loss)) return undefined
  const objective = objectiveOf(options.loss)
  const weights: (readonly number[])[] = []
  for (const { examples, row, weight: ofExamples } of pieces) {
    const batch = batchOnBackend(examples, backend)
    const pass = createPass({ mode: 'evaluate', row })
    let parts: readonly LossPart[] = []
    try {
      const forward = (inputs: Tensors): Tensors => model.forward(inputs, pass, trainingParams)
      parts = scope(() => noGrad(() => losses.runObjective(objective, forward, batch))).parts
      if (parts.every(({ weight }) => weight === undefined)) return undefined
      checkPartCount(parts.length, weights[0]?.length ?? parts.length)
      weights.push(await Promise.all(parts.map(({ weight }) => weightOfPart(weight, ofExamples))))
    } finally {
      disposeParts(parts)
      disposeBatch(batch)
    }
  }
  return weights
}

/** The parts times their factors. What counts 0 is left out, whatever it is. */
export function scaledParts({ parts }: ObjectiveResult, factors: readonly number[]): readonly LossPart[] {
  checkPartCount(parts.length, factors.length)
  return parts.flatMap(({ loss }, i) => (factors[i] === 0 ? [] : [{ loss: mul(loss, factors[i]!) }]))
}
