import { isNdArray } from '@thinned/data'
import { Tensor } from '@thinned/tensor'
import type { LabelCounting } from '../batches/batch-weight.ts'
import type { Examples, Tensors } from '../batches/tensors.ts'

/** Whether the model tells two classes apart by one logit for each example. */
export function isOneLogit(
  outputs: Tensors,
  { targets, classes }: Examples,
  { binary }: LabelCounting,
): outputs is Tensor {
  if (!binary || classes !== undefined || !(outputs instanceof Tensor) || !isNdArray(targets)) return false
  return outputs.size === outputs.shape[0] && targets.data.length === outputs.size
}

/** The examples with their targets as labels of two classes; undefined where a target is neither 0 nor 1. */
export function withLabels(examples: Examples): Examples | undefined {
  const { targets } = examples
  if (!isNdArray(targets) || targets.data.some((target: number) => target !== 0 && target !== 1)) return undefined
  const labels = Int32Array.from(targets.data)
  return { ...examples, targets: { data: labels, shape: [labels.length] }, classes: 2 }
}

/** A logit z as the logits 0 and z of two classes: their softmax is 1 − σ(z) and σ(z). */
export function logitsOfTwo(logits: ArrayLike<number>): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: 2 * logits.length }, (_, i) => (i % 2 === 0 ? 0 : logits[(i - 1) / 2]!))
}
