import { Tensor } from '@thinned/tensor'

/** Parameters (or state) of a layer: its own tensors by name, and its children's under their names. */
export interface Params {
  readonly [name: string]: Tensor | Params
}

/** The tensors by path, as 'linear1/weight', in the order of the layers. */
export function flattenParams(params: Params, prefix = ''): Record<string, Tensor> {
  const flat: Record<string, Tensor> = {}
  for (const [name, value] of Object.entries(params)) {
    if (value instanceof Tensor) flat[prefix + name] = value
    else Object.assign(flat, flattenParams(value, `${prefix}${name}/`))
  }
  return flat
}
