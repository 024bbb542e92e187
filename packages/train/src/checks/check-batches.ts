import { smallestBatch } from '@thinned/nn'
import type { Shape } from '@thinned/tensor'
import { batchWeight, labelCounting } from '../batches/batch-weight.ts'
import type { Examples, RunModel, Source } from '../batches/tensors.ts'
import type { RunOptions } from '../run/fit-options.ts'
import { TrainError } from '../train-error.ts'
import { dataOf } from './check-elements.ts'

/** Refuses a last batch of an epoch that is too small for a layer, such as a batch norm. */
export function checkSmallestBatch(
  model: RunModel,
  { size, inputShape, name }: Source,
  { batchSize }: RunOptions,
): void {
  if (!isShape(inputShape)) return
  const { examples, path } = smallestBatch(model, inputShape)
  const last = lastBatch(size, batchSize)
  if (last >= examples) return
  const sizes = Array.from({ length: size }, (_, i) => i + 1).filter((other) => lastBatch(size, other) >= examples)
  const [nearest] = sizes.sort((a, b) => Math.abs(a - batchSize) - Math.abs(b - batchSize))
  const remedy = nearest === undefined ? 'Give more examples' : `Give batchSize ${nearest}`
  throw new TrainError(
    `The layer ${path || model.kind} takes batches of ${examples} examples at least in training, but with batchSize ${batchSize} the last batch of the ${size} examples of ${name} has ${last}. ${remedy}, or take layerNorm in its place.`,
  )
}

const isShape = (shape: Source['inputShape']): shape is Shape => Array.isArray(shape)

/** The number of examples in the last batch of an epoch. */
function lastBatch(size: number, batchSize: number): number {
  return size % batchSize || Math.min(size, batchSize)
}

/** Refuses data in memory of which nothing counts. */
export function checkSomeCount(role: string, examples: Examples, loss: RunOptions['loss']): void {
  if (batchWeight(examples, labelCounting(loss)) > 0) return
  throw new TrainError(
    `All examples of the ${dataOf(role, examples.name)} weigh 0 or have labels that are left out; there is nothing to ${role === 'train' ? 'learn from' : 'measure'}. Give some of them a weight and a label that counts.`,
    { code: 'invalid-data' },
  )
}
