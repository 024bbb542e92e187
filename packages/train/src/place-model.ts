import { type AnyModel, flattenParams, type Params } from '@thinned/nn'
import { type Backend, move, reference, Tensor } from '@thinned/tensor'

/**
 * Where a call works. Given a backend, the model is moved there, and stays: every parameter and state that lies elsewhere becomes a
 * new tensor in its layer, and its old handle is disposed of. Given none, it is where the parameters are; the reference for a model
 * without any. After an error nothing has moved.
 */
export async function placeModel(model: AnyModel, backend: Backend | undefined): Promise<Backend> {
  const held = [...Object.values(flattenParams(model.params)), ...Object.values(flattenParams(model.state))]
  if (!backend) return held[0]?.backend ?? reference
  const moved = new Map<Tensor, Tensor>()
  try {
    for (const tensor of new Set(held)) if (tensor.backend !== backend) moved.set(tensor, await move(tensor, backend))
  } catch (error) {
    for (const tensor of moved.values()) tensor.dispose()
    throw error
  }
  if (moved.size === 0) return backend
  model.params = replace(model.params, moved)
  model.state = replace(model.state, moved)
  for (const tensor of moved.keys()) tensor.dispose()
  return backend
}

function replace(params: Params, moved: ReadonlyMap<Tensor, Tensor>): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      value instanceof Tensor ? (moved.get(value) ?? value) : replace(value, moved),
    ]),
  )
}
