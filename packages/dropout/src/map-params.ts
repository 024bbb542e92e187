import type { Layer, ParameterSpec, Params } from '@thinned/nn'
import { Tensor } from '@thinned/tensor'

/** The parameters that a layer and its children declare, by path. */
export function declaredParameters({ parameters, children }: Layer, prefix = ''): Record<string, ParameterSpec> {
  const own = Object.entries(parameters).map(([name, spec]) => [prefix + name, spec] as const)
  const below = Object.entries(children).map(([name, child]) => declaredParameters(child, `${prefix}${name}/`))
  return Object.assign(Object.fromEntries(own), ...below)
}

/** Parameters of the same names, each with what `of` makes of it. */
export function mapParams(params: Params, of: (parameter: Tensor, path: string) => Tensor, prefix = ''): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, held]) => [
      name,
      held instanceof Tensor ? of(held, prefix + name) : mapParams(held, of, `${prefix}${name}/`),
    ]),
  )
}
