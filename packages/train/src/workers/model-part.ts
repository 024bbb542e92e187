import type { AnyModel, JsonValue } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'

/** A tensor as it is posted. */
export interface TensorPart {
  readonly data: ArrayBufferView
  readonly shape: readonly number[]
  readonly dtype: string
}

/** A layer as it is posted: how it is built, and its tensors. */
export interface ModelPart {
  readonly kind: string
  readonly name: string | undefined
  readonly options: Readonly<Record<string, JsonValue>>
  readonly functions: readonly string[]
  /** The names of the parameters and of the state that it declares, each with its tensor; undefined where it has none yet. */
  readonly params: Readonly<Record<string, TensorPart | undefined>>
  readonly state: Readonly<Record<string, TensorPart | undefined>>
  readonly children: Readonly<Record<string, ModelPart>>
}

/** A model as it is posted. */
export async function partOf(model: AnyModel): Promise<ModelPart> {
  const { kind, name, options, functions = [], parameters, states = {}, params, state } = model
  const children: Record<string, ModelPart> = {}
  for (const [child, each] of Object.entries(model.children)) children[child] = await partOf(each)
  return {
    kind,
    name,
    options,
    functions,
    children,
    params: await partsOf(Object.keys(parameters), params),
    state: await partsOf(Object.keys(states), state),
  }
}

async function partsOf(names: readonly string[], held: AnyModel['params']): Promise<ModelPart['params']> {
  const parts: Record<string, ModelPart['params'][string]> = {}
  for (const name of names) {
    const tensor = held[name] as Tensor | undefined
    parts[name] = tensor && { data: await tensor.read(), shape: tensor.shape, dtype: tensor.dtype }
  }
  return parts
}
