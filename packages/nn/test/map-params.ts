import { Tensor } from '@thinned/tensor'
import type { Params } from '../src/index.ts'

/** Parameters of the same arrangement, with what `map` makes of each tensor in its place. */
export function mapParams(params: Params, map: (tensor: Tensor, path: string) => Tensor, prefix = ''): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, held]) => [
      name,
      held instanceof Tensor ? map(held, prefix + name) : mapParams(held, map, `${prefix}${name}/`),
    ]),
  )
}
