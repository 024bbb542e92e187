import { Tensor } from '@thinned/tensor'

/** Parameters (or state) of a layer: its own tensors by name, and its children's under their names. */
export interface Params {
  readonly [name: string]: Tensor | Params
}

/**
 * The tensors by path, as 'linear1/weight', in the order of the layers.
 *
 * @example
 * ```ts
 * import { flattenParams, init, linear, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const model = sequential(linear(8, 4), linear(4, 2, { name: 'head' }))
 * init(model, key(42))
 * console.log(Object.keys(flattenParams(model.params)).join(' ')) // linear1/weight linear1/bias head/weight head/bias
 * ```
 */
export function flattenParams(params: Params, prefix = ''): Record<string, Tensor> {
  const flat: Record<string, Tensor> = {}
  for (const [name, value] of Object.entries(params)) {
    if (value instanceof Tensor) flat[prefix + name] = value
    else Object.assign(flat, flattenParams(value, `${prefix}${name}/`))
  }
  return flat
}
