import { type Arrays, mapArrays, type NdArray } from '@thinned/data'
import { type Backend, type Tensor, tensor } from '@thinned/tensor'
import type { Batch } from '../evaluate/objective.ts'
import { disposeTensors, type Examples, type Tensors } from './tensors.ts'

/** An array as a tensor on a backend. */
export function arrayOnBackend({ data, shape }: NdArray, backend: Backend): Tensor {
  return tensor(data, { shape, backend })
}

/** Examples as the batch that an objective sees. */
export function batchOnBackend(examples: Examples, backend: Backend): Batch<Tensors, Tensors> {
  const { inputs, targets, weights } = examples
  const onBackend = (arrays: Arrays): Tensors => mapArrays(arrays, (array) => arrayOnBackend(array, backend))
  return {
    inputs: onBackend(inputs),
    targets: onBackend(targets),
    ...(weights ? { weights: arrayOnBackend(weights, backend) } : {}),
  }
}

export function disposeBatch({ inputs, targets, weights }: Batch<Tensors, Tensors>): void {
  for (const tensors of [inputs, targets, ...(weights ? [weights] : [])]) disposeTensors(tensors)
}
