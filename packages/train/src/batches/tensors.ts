import { type Arrays, type BatchSource, type Dataset, mapArrays, type NdArray, type Values } from '@thinned/data'
import { type AnyModel, flattenParams, type Model, type ModelHold, mapParams } from '@thinned/nn'
import { type Backend, move, reference, Tensor, tensor } from '@thinned/tensor'
import { checkFree } from '../checks/check-free.ts'
import type { Batch } from '../evaluate/objective.ts'

/** One tensor, or several by name: the inputs or outputs of a model. */
export type Tensors = Tensor | Readonly<Record<string, Tensor>>

/** A model, for inputs and outputs of any form. */
export type RunModel = Model<Tensors, Tensors>

/** The values of inputs or targets, one array or several by name. */
type AnyValues = Values | Readonly<Record<string, Values>>

/** Examples in memory, and a source of them, with arrays of any form. */
export type Examples = Dataset<AnyValues, AnyValues>
export type Source = BatchSource<AnyValues, AnyValues>

/** The arrays that a call turns into these tensors. */
export type ArraysOf<T> = T extends Tensor ? Values : { readonly [Name in keyof T]: Values }

/** The tensors that a call makes of these arrays. */
export type TensorsOf<A extends Arrays> = A extends NdArray ? Tensor : { readonly [Name in keyof A]: Tensor }

/** The inputs of a call in place of these tensors: arrays, or tensors on any backend. */
export type GivenFor<T> = T extends Tensor ? NdArray | Tensor : { readonly [Name in keyof T]: NdArray | Tensor }

/** Tensors as a list with their names; a single tensor has no name. */
export function listTensors(tensors: Tensors): readonly (readonly [name: string | undefined, tensor: Tensor])[] {
  return tensors instanceof Tensor ? [[undefined, tensors]] : Object.entries(tensors)
}

export function disposeTensors(tensors: Tensors): void {
  for (const [, tensor] of listTensors(tensors)) tensor.dispose()
}

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
 *
 * @throws {TrainError} where a run trains the model, but for that run.
 */
export async function placeModel(model: AnyModel, backend: Backend | undefined, own?: ModelHold): Promise<Backend> {
  const tensors = [...Object.values(flattenParams(model.params)), ...Object.values(flattenParams(model.state))]
  if (!backend) return tensors[0]?.backend ?? reference
  if (tensors.some((tensor) => tensor.backend !== backend)) checkFree(model, `A move to ${backend.name}`, own)
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
