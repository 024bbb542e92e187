import { type Arrays, mapArrays, type NdArray } from '@thinned/data'
import { type AnyModel, flattenParams, mapParams } from '@thinned/nn'
import { type Backend, move, reference, type Tensor, tensor } from '@thinned/tensor'
import type { Batch } from '../evaluate/objective.ts'
import { disposeTensors, type Examples, type Tensors } from './tensors.ts'

/** An array as a tensor on a backend. */
export function arrayOnBackend({ data, shape }: NdArray, backend: Backend): Tensor {
  return tensor(data, { shape, backend })
}

/** Examples as the batch of an objective, on a backend. */
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

/**
 * Moves the model to a backend, where it stays, and returns that backend. Every parameter and state of another backend becomes a new tensor
 * in its layer, and the old handle is disposed of. Without a backend nothing moves, and the result is that of the parameters, or the
 * reference for a model without any. After an error nothing has moved.
 */
export async function placeModel(model: AnyModel, backend: Backend | undefined): Promise<Backend> {
  const tensors = [...Object.values(flattenParams(model.params)), ...Object.values(flattenParams(model.state))]
  if (!backend) return tensors[0]?.backend ?? reference
  const moved = new Map<Tensor, Tensor>()
  try {
    for (const tensor of new Set(tensors))
      if (tensor.backend !== backend) moved.set(tensor, await move(tensor, backend))
  } catch (error) {
    for (const tensor of moved.values()) tensor.dispose()
    throw error
  }
  if (moved.size === 0) return backend
  const onBackend = (tensor: Tensor): Tensor => moved.get(tensor) ?? tensor
  model.params = mapParams(model.params, onBackend)
  model.state = mapParams(model.state, onBackend)
  for (const tensor of moved.keys()) tensor.dispose()
  return backend
}
