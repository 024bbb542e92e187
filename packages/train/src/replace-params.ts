import type { Params } from '@thinned/nn'
import { Tensor } from '@thinned/tensor'

/** The same tree with other tensors at some of its paths. */
export function replaceParams(params: Params, others: Readonly<Record<string, Tensor>>, prefix = ''): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      value instanceof Tensor ? (others[prefix + name] ?? value) : replaceParams(value, others, `${prefix}${name}/`),
    ]),
  )
}
