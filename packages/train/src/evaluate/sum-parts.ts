import type { LossPart, ObjectiveResult } from '@thinned/nn'
import { Tensor } from '@thinned/tensor'
import { TrainError } from '../train-error.ts'

/** The losses of a data set, batch by batch. */
export interface PartSums {
  /** Adds a batch; `examples` is the weight of its examples, for parts without their own. */
  add(result: ObjectiveResult, examples: number): Promise<void>
  /** The sum of the means of the parts, Σ weight · loss / Σ weight each; undefined where nothing counted. */
  mean(): number | undefined
}

export function sumParts(): PartSums {
  let sums: number[] | undefined
  let weights: number[] = []
  return {
    async add({ parts }, examples) {
      sums ??= parts.map(() => 0)
      if (weights.length === 0) weights = parts.map(() => 0)
      checkPartCount(parts.length, sums.length)
      for (const [i, { loss, weight }] of parts.entries()) {
        const counts = await weightOfPart(weight, examples)
        if (counts > 0) sums[i]! += (await loss.read())[0]! * counts
        weights[i]! += counts
      }
    },
    mean() {
      if (!sums || weights.every((weight) => weight === 0)) return undefined
      return sums.reduce((total, sum, i) => total + (weights[i] === 0 ? 0 : sum / weights[i]!), 0)
    },
  }
}

/** The weight of a part as a number. */
export async function weightOfPart(weight: LossPart['weight'], examples: number): Promise<number> {
  if (weight === undefined) return examples
  return typeof weight === 'number' ? weight : (await weight.read())[0]!
}

/** @throws {TrainError} where the number of parts differs from batch to batch. */
export function checkPartCount(count: number, before: number): void {
  if (count !== before)
    throw new TrainError(
      `The objective gave ${count} parts for a batch and ${before} for another; it gives the same parts for every batch, with the weight 0 where nothing counts.`,
    )
}

/** Frees the losses of parts, and the weights that are tensors. */
export function disposeParts(parts: readonly LossPart[] = []): void {
  for (const { loss, weight } of parts) {
    loss.dispose()
    if (weight instanceof Tensor) weight.dispose()
  }
}
