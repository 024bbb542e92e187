import type { AnyModel, ParameterSpec, Params } from '@thinned/nn'
import { type DType, type Tensor, type TypedArray, tensor } from '@thinned/tensor'
import type { ModelPart, TensorPart } from './model-part.ts'

/** A model of what a worker posted, on the reference: it can be saved, and no more. */
export function modelOfPart(part: ModelPart): AnyModel {
  const { kind, name, options, functions } = part
  const children = Object.fromEntries(Object.entries(part.children).map(([child, each]) => [child, modelOfPart(each)]))
  const tree = (own: ModelPart['params'], of: 'params' | 'state'): Params => ({
    ...tensorsOf(own),
    ...Object.fromEntries(
      Object.entries(children).flatMap(([child, model]) =>
        Object.keys(model[of]).length > 0 ? [[child, model[of]] as const] : [],
      ),
    ),
  })
  return {
    kind,
    name,
    options,
    functions,
    children,
    parameters: declared(part.params),
    states: declared(part.state),
    params: tree(part.params, 'params'),
    state: tree(part.state, 'state'),
    forward() {
      throw new Error('These are the parts of a model.')
    },
  }
}

function tensorsOf(parts: ModelPart['params']): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]) => (part ? [[name, tensorOf(part)] as const] : [])),
  )
}

function tensorOf({ data, shape, dtype }: TensorPart): Tensor {
  return tensor(data as TypedArray, { shape, dtype: dtype as DType })
}

/** The shapes of the tensors; how they are first made is over. */
function declared(parts: ModelPart['params']): Readonly<Record<string, ParameterSpec>> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, { shape: part?.shape ?? [], initializer: undefined as never }]),
  )
}
